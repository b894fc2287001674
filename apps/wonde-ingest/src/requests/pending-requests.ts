import type { EventStore } from '@gatehouse/event-store';
import type { SyncHistory } from '../runs/sync-history.js';
import { isOfHistory, isPendingIn, readSyncHistory } from '../runs/sync-history.js';

/** For each school the revision of its last `SyncRequested` in its `settings-` stream. */
export type SyncRequests = ReadonlyMap<string, number>;

/** Those of the requests that are pending, and those of which that cannot be read, with the error that says why. */
export async function pendingRequests(
  store: EventStore,
  requests: SyncRequests,
): Promise<{ pending: SyncRequests; unreadable: ReadonlyMap<string, Error> }> {
  const pending = new Map<string, number>();
  const unreadable = new Map<string, Error>();
  for (const [schoolId, request] of requests) {
    const history = await historyOf(store, schoolId);
    if (history instanceof Error) unreadable.set(schoolId, history);
    else if (isPendingIn(history, request)) pending.set(schoolId, request);
  }
  return { pending, unreadable };
}

async function historyOf(store: EventStore, schoolId: string): Promise<SyncHistory | Error> {
  try {
    return await readSyncHistory(store, schoolId);
  } catch (error) {
    if (isOfHistory(error)) return error;
    throw error;
  }
}
