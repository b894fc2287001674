import type { AddOn } from '@gatehouse/contracts';
import { closingsStream } from '@gatehouse/contracts';
import type { EventStore } from '@gatehouse/event-store';

/** Whether this run, or a newer one, was closed in the ledger. */
export async function isClosedIn(
  store: EventStore,
  schoolId: string,
  addOn: AddOn,
  run: number,
): Promise<boolean> {
  const last = await store.readLast(closingsStream(schoolId, addOn));
  return last !== undefined && Number(last.data['run']) >= run;
}
