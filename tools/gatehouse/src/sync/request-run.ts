import { SyncRequested } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { appendSettings } from '../settings/append-settings.js';
import { plainText } from '../settings/plain-text.js';
import { changeOf } from '../settings/settings-change.js';
import type { Terminal } from '../terminal/terminal.port.js';

/** Who asks, why, and when. */
export interface Asking {
  actor: string;
  reason: string;
  now: Date;
}

/** @throws UsageError when who asks or why is empty or no plain text. */
export function askingOf(flags: { actor: string; reason: string }, terminal: Terminal): Asking {
  return {
    actor: plainText('--actor', flags.actor),
    reason: plainText('--reason', flags.reason),
    now: terminal.now(),
  };
}

/** Said after a request: the run is not the command line's to start. */
export const WHO_STARTS_IT =
  'wonde-ingest starts the run: at once if it runs or "npm start" serves these data, else when it is started. ' +
  '"gatehouse schools" tells how the last run ended.';

/**
 * Asks for a run of the school.
 *
 * @returns the revision of the request in the school's settings.
 * @throws SettingsMoved when others keep changing the settings; then nothing was asked.
 */
export async function requestRun(
  store: EventStore,
  schoolId: string,
  { actor, reason, now }: Asking,
): Promise<number> {
  const change = changeOf(SyncRequested, { reason });
  const { before } = await appendSettings(store, schoolId, actor, now, () => [change]);
  return before.revision + 1;
}
