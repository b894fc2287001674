import type { AddOn, EventMetadata, EventOf } from '@gatehouse/schemas';
import { LedgerClosed, closingsStream } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { appendAgreed, orDamaged } from '@gatehouse/event-store';
import { eventId } from '@gatehouse/privacy';

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

/** How the ledger stands in a run: not closed yet; closed in it, or in a newer one; or given up in this one. */
export async function standingIn(
  store: EventStore,
  schoolId: string,
  addOn: AddOn,
  run: number,
): Promise<'open' | 'closed' | 'given-up'> {
  const { closing } = await lastClosing(store, closingsStream(schoolId, addOn));
  if (closing === undefined || closing.run < run) return 'open';
  return closing.outcome === 'given-up' && closing.run === run ? 'given-up' : 'closed';
}

/** Whether this run, or a newer one, was closed in the ledger. */
export async function isClosedIn(
  store: EventStore,
  schoolId: string,
  addOn: AddOn,
  run: number,
): Promise<boolean> {
  return (await standingIn(store, schoolId, addOn, run)) !== 'open';
}

/** Ends a run in a ledger, unless this run or a newer one is closed there already. */
export async function appendClosing(
  store: EventStore,
  { schoolId, addOn }: { schoolId: string; addOn: AddOn },
  data: EventOf<typeof LedgerClosed>['data'],
  metadata: Omit<EventMetadata, 'schemaVersion' | 'run'>,
): Promise<void> {
  const stream = closingsStream(schoolId, addOn);
  const { run } = data;
  const event = {
    id: eventId(stream, run),
    type: 'LedgerClosed',
    data,
    metadata: { schemaVersion: 1, run, ...metadata },
  };
  // A conflict: somebody closed this run first, or a late writer closed an older one in between.
  await appendAgreed(store, stream, async () => {
    const { revision, closing } = await lastClosing(store, stream);
    const isClosed = closing !== undefined && closing.run >= run;
    return { revision, events: isClosed ? [] : [event] };
  });
}
