import { SyncRequested } from '@gatehouse/contracts';
import type { EventStore } from '@gatehouse/event-store';
import type { RecordedChange } from '../settings/append-settings.js';
import { appendSettings } from '../settings/append-settings.js';
import { changeOf } from '../settings/settings-change.js';

/** Who asks, why, and when. */
export interface Asking {
  actor: string;
  reason: string;
  now: Date;
}

/** Said after a request: the run is not the command line's to start. */
export const WHO_STARTS_IT =
  'wonde-ingest starts the run: at once if it runs or "npm start" serves these data, else when it is started. ' +
  '"gatehouse schools" tells how the last run ended.';

/** Asks for a run of the school. @throws SettingsMoved when others keep changing the settings; then nothing was asked. */
export async function requestRun(
  store: EventStore,
  schoolId: string,
  { actor, reason, now }: Asking,
): Promise<RecordedChange | undefined> {
  const change = changeOf(SyncRequested, { reason });
  const { recorded } = await appendSettings(store, schoolId, actor, now, () => [change]);
  return recorded[0];
}
