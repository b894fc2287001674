import { ADD_ONS, closingsStream } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { orDamaged } from '@gatehouse/event-store';

/** Whether the last closing of one of the school's ledgers leaves open that something waits: else nothing need be read. */
export async function mayBeHeld(store: EventStore, schoolId: string): Promise<boolean> {
  for (const addOn of ADD_ONS) {
    const last = await orDamaged(store.readLast(closingsStream(schoolId, addOn)));
    if (last && (last.data['outcome'] !== 'closed' || last.data['holds'] !== undefined)) return true;
  }
  return false;
}
