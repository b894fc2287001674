import { randomUUID } from 'node:crypto';
import { STREAM_PREFIXES } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';

/** A stream that nobody writes, and a revision that it therefore never has. */
const [NOBODYS, NEVER] = ['gatehouse-rights', 2 ** 40];

/**
 * Asks the event store once for each right that the service needs, so that one that is missing is known at the start and
 * not in the middle of a run. Writes nothing: the append asks for a revision that is never there, which the store looks
 * at once it has permitted the append.
 *
 * @throws EventStoreRefused, also where the address names a follower alone; EventStoreUnavailable
 */
export async function checkEventStore(eventStore: EventStore, appends: boolean): Promise<void> {
  await eventStore.lastPosition(Object.values(STREAM_PREFIXES));
  await eventStore.readLast(NOBODYS);
  if (!appends) return;
  const event = { id: randomUUID(), type: 'RightsChecked', data: {}, metadata: {} };
  await eventStore.append(NOBODYS, NEVER, [event]);
}
