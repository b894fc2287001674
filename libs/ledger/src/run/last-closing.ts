import type { EventOf } from '@gatehouse/schemas';
import { LedgerClosed } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { orDamaged } from '@gatehouse/event-store';

/** What says in which run a ledger was closed, and how. */
const said = LedgerClosed.data.pick({ run: true, outcome: true });
type Said = Pick<EventOf<typeof LedgerClosed>['data'], 'run' | 'outcome'>;

/**
 * Where a stream of closings ends (-1 where there is none), and what its last closing says. One that cannot be read says
 * nothing: the run in hand counts as open then. If it was this run's, a writer that goes on has not seen the run from its
 * beginning, closes it as incomplete, and another run follows (ADR 0005).
 */
export async function lastClosing(
  store: EventStore,
  stream: string,
): Promise<{ revision: number; closing: Said | undefined }> {
  const last = await orDamaged(store.readLast(stream));
  return { revision: last?.revision ?? -1, closing: said.safeParse(last?.data).data };
}
