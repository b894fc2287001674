import { settingsStream } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent } from '@gatehouse/event-store';
import type { Settings } from '@gatehouse/policy';
import { evolveSettings, initialSettings } from '@gatehouse/policy';

/** A school's settings as they stand, and how they came about, oldest first. */
export interface SchoolSettings {
  settings: Settings;
  history: RecordedEvent[];
  /** Of the last event; -1 when nothing was ever decided. */
  revision: number;
}

/** @throws SettingsEventUnreadable when an event does not fit its schema. */
export async function readSchoolSettings(
  store: EventStore | undefined,
  schoolId: string,
): Promise<SchoolSettings> {
  let settings: Settings = initialSettings;
  const history: RecordedEvent[] = [];
  for await (const events of store?.read(settingsStream(schoolId)) ?? []) {
    for (const event of events) {
      settings = evolveSettings(settings, event);
      history.push(event);
    }
  }
  return { settings, history, revision: history.at(-1)?.revision ?? -1 };
}
