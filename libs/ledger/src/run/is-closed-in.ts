import type { AddOn, EventOf, LedgerClosed } from '@gatehouse/contracts';
import { closingsStream } from '@gatehouse/contracts';
import type { EventStore } from '@gatehouse/event-store';

/** The run of a ledger's newest closing; undefined before the first. */
async function lastClosedRun(store: EventStore, schoolId: string, addOn: AddOn): Promise<number | undefined> {
  const last = await store.readLast(closingsStream(schoolId, addOn));
  return last && (last.data as unknown as EventOf<typeof LedgerClosed>['data']).run;
}

/** Whether this run, or a newer one, was closed in the ledger. */
export async function isClosedIn(
  store: EventStore,
  schoolId: string,
  addOn: AddOn,
  run: number,
): Promise<boolean> {
  const last = await lastClosedRun(store, schoolId, addOn);
  return last !== undefined && last >= run;
}
