import { settingsStream, SyncRequested, SyncRunCompleted, syncStream } from '@gatehouse/contracts';
import type { EventStore } from '@gatehouse/event-store';
import { coveredSettings, NOTHING_COVERED } from '@gatehouse/policy';

/** What a school's streams say about its letters. */
export interface SchoolStanding {
  /** Whether any run of it was ever recorded here: of another school a request would be open for ever. */
  isKnown: boolean;
  /**
   * The last run that completed as a whole, be it that something waits for a person since: a partial one may not have
   * read the record's kind. -1 for none.
   */
  lastWhole: number;
  /** Whether a run was asked for, and none was started since. */
  isAsked: boolean;
}

export async function readSchoolStanding(
  store: EventStore | undefined,
  schoolId: string,
): Promise<SchoolStanding> {
  let [isKnown, lastWhole, covered, asked] = [false, -1, NOTHING_COVERED, -1];
  for await (const events of store?.read(syncStream(schoolId)) ?? []) {
    for (const event of events) {
      isKnown = true;
      const { type, data } = event;
      if (type === SyncRunCompleted.type && data['outcome'] !== 'partial') lastWhole = Number(data['run']);
      covered = coveredSettings(covered, event);
    }
  }
  for await (const events of store?.read(settingsStream(schoolId)) ?? []) {
    for (const { type, revision } of events) if (type === SyncRequested.type) asked = revision;
  }
  return { isKnown, lastWhole, isAsked: asked > covered };
}
