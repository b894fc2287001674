import { randomUUID } from 'node:crypto';
import { settingsStream } from '@gatehouse/schemas';
import type { EventStore, NewEvent } from '@gatehouse/event-store';
import { expectedAfter } from '@gatehouse/event-store';
import type { SchoolSettings } from './school-settings.js';
import { readSchoolSettings } from './school-settings.js';
import type { SettingsChange } from './settings-change.js';

const ATTEMPTS = 5;

/** Others kept recording settings of the same school at the same time. */
export class SettingsMoved extends Error {
  readonly code = 'SETTINGS_MOVED';
  constructor(schoolId: string) {
    super(
      `Somebody else is changing the settings of school ${schoolId}. Nothing was recorded: try again in a moment.`,
    );
    this.name = 'SettingsMoved';
  }
}

export interface RecordedChange extends NewEvent {
  revision: number;
}

/**
 * Appends changes to the school's settings, all or none, behind the settings that they were decided on: when somebody
 * else records something in between, `decide` is asked again on what stands then.
 *
 * @throws SettingsMoved after a few such attempts; SettingsEventUnreadable.
 */
export async function appendSettings(
  store: EventStore,
  schoolId: string,
  actor: string,
  now: Date,
  decide: (standing: SchoolSettings) => readonly SettingsChange[] | Promise<readonly SettingsChange[]>,
): Promise<{ recorded: RecordedChange[]; before: SchoolSettings }> {
  const stream = settingsStream(schoolId);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await readSchoolSettings(store, schoolId);
    const recordedAt = notBefore(now, before);
    const changes = await decide(before);
    const recorded = changes.map(({ type, data, schemaVersion }, i): RecordedChange => {
      const revision = before.revision + 1 + i;
      // Never the id of another's decision: EventStoreDB takes the same id at the same place for the same append, and
      // one of two decisions would be lost without a word.
      return { id: randomUUID(), type, data, metadata: { schemaVersion, actor, recordedAt }, revision };
    });
    const events = recorded.map(({ revision: _, ...event }) => event);
    const result = await store.append(stream, expectedAfter(before.revision), events);
    if (result.ok) return { recorded, before };
  }
  throw new SettingsMoved(schoolId);
}

/** Time recorded is never before the previous event's, even if the machine's clock was set back (design section 2). */
function notBefore(now: Date, { history }: SchoolSettings): string {
  const last = String(history.at(-1)?.metadata['recordedAt'] ?? '');
  const time = now.toISOString();
  return time < last ? last : time;
}
