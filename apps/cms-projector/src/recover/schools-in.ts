import { STREAM_PREFIXES } from '@gatehouse/contracts';
import type { EventStore } from '@gatehouse/event-store';

/**
 * The schools of which the event store knows, whatever the read models hold. Reads all that is in `sync-`.
 *
 * @throws EventStoreUnavailable
 */
export async function schoolsIn(store: EventStore): Promise<Set<string>> {
  const found = new Set<string>();
  const prefixes = [STREAM_PREFIXES.sync];
  const end = await store.lastPosition(prefixes);
  if (end === null) return found;
  let stop: (() => Promise<void>) | undefined;
  const read = new Promise<void>((resolve, reject) => {
    const subscription = store.subscribe({
      prefixes,
      after: null,
      onBatch: async (events, checkpoint) => {
        for (const { stream } of events) found.add(stream.slice(STREAM_PREFIXES.sync.length));
        if (checkpoint >= end) resolve();
      },
      // It would try on; whoever recovers wants to know.
      onInterrupted: (error) => error && reject(error),
    });
    subscription.ended.catch(reject);
    stop = () => subscription.stop();
  });
  return read.then(() => found).finally(() => stop?.());
}
