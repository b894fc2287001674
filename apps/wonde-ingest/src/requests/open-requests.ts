import type { EventStore } from '@gatehouse/event-store';
import { readSyncHistory } from '../runs/sync-history.js';

/** For each school the revision of its last `SyncRequested` in its `settings-` stream. */
export type SyncRequests = ReadonlyMap<string, number>;

/** A request is open until a run of the school was started on settings that reach as far as the request. */
export async function isRequestOpen(store: EventStore, schoolId: string, request: number): Promise<boolean> {
  return (await readSyncHistory(store, schoolId)).settingsRevision < request;
}

/** Those of the requests that are open. */
export async function openRequests(store: EventStore, requests: SyncRequests): Promise<SyncRequests> {
  const open = new Map<string, number>();
  for (const [schoolId, request] of requests) {
    if (await isRequestOpen(store, schoolId, request)) open.set(schoolId, request);
  }
  return open;
}
