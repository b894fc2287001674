import { settingsStream, SyncRequested, syncStream } from '@gatehouse/contracts';
import type { Basis } from '@gatehouse/contracts';
import type { EventStore } from '@gatehouse/event-store';

/** What a school's streams say about its letters. */
export interface SchoolStanding {
  /** The last run that completed, in part or as a whole; -1 for none. */
  lastCompleted: number;
  /** Whether a run was asked for, and none was started since. */
  isAsked: boolean;
}

export async function readSchoolStanding(
  store: EventStore | undefined,
  schoolId: string,
): Promise<SchoolStanding> {
  let [lastCompleted, covered, asked] = [-1, -1, -1];
  for await (const events of store?.read(syncStream(schoolId)) ?? []) {
    for (const { type, data } of events) {
      if (type === 'SyncRunCompleted') lastCompleted = Number(data['run']);
      if (type === 'SyncRunStarted') covered = Math.max(covered, (data['basis'] as Basis).settingsRevision);
    }
  }
  for await (const events of store?.read(settingsStream(schoolId)) ?? []) {
    for (const { type, revision } of events) if (type === SyncRequested.type) asked = revision;
  }
  return { lastCompleted, isAsked: asked > covered };
}
