import type { AddOn, EventMetadata, EventOf, LedgerClosed } from '@gatehouse/schemas';
import { closingsStream } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { appendAgreed } from '@gatehouse/event-store';
import { eventId } from '@gatehouse/privacy';
import { lastClosing } from './last-closing.js';

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
