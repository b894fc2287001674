import { ADD_ONS, ledgerStream, syncStream } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent } from '@gatehouse/event-store';
import { EventDamaged } from '@gatehouse/event-store';
import type { Tips } from './tips.js';

/**
 * A school's events after its tips, stream by stream: all of `sync-`, which is short and may be repeated, and what its
 * ledgers have since. A damaged event is delivered as such, and what stands after it as well.
 */
export async function* eventsSince(
  store: EventStore,
  schoolId: string,
  { ledgers }: Tips,
): AsyncIterable<RecordedEvent[]> {
  yield* passingOver(store, syncStream(schoolId), 0);
  for (const addOn of ADD_ONS) {
    yield* passingOver(store, ledgerStream(schoolId, addOn), (ledgers[addOn]?.revision ?? -1) + 1);
  }
}

/** Readers of a stream are refused a damaged event; here it is one line that stops no other. */
async function* passingOver(
  store: EventStore,
  stream: string,
  first: number,
): AsyncIterable<RecordedEvent[]> {
  for (let from = first; ;) {
    try {
      for await (const events of store.read(stream, { from })) {
        from += events.length;
        yield events;
      }
      return;
    } catch (error) {
      if (!(error instanceof EventDamaged)) throw error;
      yield [error.event];
      from = error.event.revision + 1;
    }
  }
}
