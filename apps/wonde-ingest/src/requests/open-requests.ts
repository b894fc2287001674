import type { EventStore } from '@gatehouse/event-store';
import { isOpenIn, readSyncHistory } from '../runs/sync-history.js';

/** For each school the revision of its last `SyncRequested` in its `settings-` stream. */
export type SyncRequests = ReadonlyMap<string, number>;

/** Those of the requests that are open. */
export async function openRequests(store: EventStore, requests: SyncRequests): Promise<SyncRequests> {
  const open = new Map<string, number>();
  for (const [schoolId, request] of requests) {
    if (isOpenIn(await readSyncHistory(store, schoolId), request)) open.set(schoolId, request);
  }
  return open;
}
