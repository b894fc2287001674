import { randomUUID } from 'node:crypto';
import { syncStream } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { expectedAfter } from '@gatehouse/event-store';

export interface SyncEvent {
  type:
    | 'SchoolConnected'
    | 'SyncRunStarted'
    | 'SyncRunCompleted'
    | 'SyncRunFailed'
    | 'AccessRevoked'
    | 'SchoolListed'
    | 'SchoolSuspended';
  data: { [field: string]: unknown };
}

/** Another process wrote to the school's `sync-` stream: it is synchronising the school. */
export class SyncStreamMoved extends Error {
  readonly code = 'RUN_IN_PROGRESS';
  constructor(schoolId: string) {
    super(`Another process is synchronising school ${schoolId}. Wait until its run has ended.`);
    this.name = 'SyncStreamMoved';
  }
}

/**
 * Appends to `sync-<schoolId>` behind the given revision.
 *
 * @returns the new last revision and the event's id: of `SyncRunStarted` they name the run.
 * @throws SyncStreamMoved when the stream does not end there.
 */
export async function appendSyncEvent(
  store: EventStore,
  schoolId: string,
  after: number,
  event: SyncEvent,
  now: Date,
): Promise<{ revision: number; id: string }> {
  const stream = syncStream(schoolId);
  const metadata = { schemaVersion: 1, actor: 'wonde-ingest', recordedAt: now.toISOString() };
  // Never the id of another process's event: EventStoreDB takes the same id at the same place for the same append, and
  // both would have begun the run.
  const id = randomUUID();
  const result = await store.append(stream, expectedAfter(after), [{ ...event, id, metadata }]);
  if (!result.ok) throw new SyncStreamMoved(schoolId);
  return { revision: result.revision, id };
}
