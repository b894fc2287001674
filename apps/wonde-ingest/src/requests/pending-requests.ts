import type { EventStore } from '@gatehouse/event-store';
import { isPendingIn, readSyncHistory } from '../runs/sync-history.js';

/** For each school the revision of its last `SyncRequested` in its `settings-` stream. */
export type SyncRequests = ReadonlyMap<string, number>;

/** Those of the requests that are pending. */
export async function pendingRequests(store: EventStore, requests: SyncRequests): Promise<SyncRequests> {
  const pending = new Map<string, number>();
  for (const [schoolId, request] of requests) {
    if (isPendingIn(await readSyncHistory(store, schoolId), request)) pending.set(schoolId, request);
  }
  return pending;
}
