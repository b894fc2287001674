import {
  settingsStream,
  SyncRequested,
  SyncRunCompleted,
  SyncRunStarted,
  syncStream,
} from '@gatehouse/schemas';
import type { EventStore, JsonObject } from '@gatehouse/event-store';
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
  let kinds: readonly string[] = [];
  for await (const events of store?.read(syncStream(schoolId)) ?? []) {
    for (const event of events) {
      isKnown = true;
      const { type, data } = event;
      if (type === SyncRunStarted.type) kinds = plannedKinds(event);
      if (type === SyncRunCompleted.type && isWhole(data, kinds)) lastWhole = Number(data['run']);
      covered = coveredSettings(covered, event);
    }
  }
  for await (const events of store?.read(settingsStream(schoolId)) ?? []) {
    for (const { type, revision } of events) if (type === SyncRequested.type) asked = revision;
  }
  return { isKnown, lastWhole, isAsked: asked > covered };
}

const plannedKinds = ({ data }: { data: JsonObject }): readonly string[] =>
  (data['basis'] as { kinds?: string[] } | undefined)?.kinds ?? [];

/** Where a kind came back empty, and waits for a person, nothing of it was decided. */
function isWhole({ outcome, read }: JsonObject, kinds: readonly string[]): boolean {
  if (outcome !== 'held') return outcome === 'completed';
  return Array.isArray(read) && kinds.every((kind) => read.includes(kind));
}
