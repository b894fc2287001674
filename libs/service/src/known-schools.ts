import { STREAM_PREFIXES } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';

/**
 * The schools that have a `sync-` stream, found by reading those streams once to their end, whatever the read models hold.
 *
 * @throws EventStoreUnavailable when the store is away, or refuses: whoever asks tries again.
 */
export async function knownSchools(store: EventStore): Promise<string[]> {
  const prefixes = [STREAM_PREFIXES.sync];
  const end = await store.lastPosition(prefixes);
  if (end === null) return [];
  const known = new Set<string>();
  await new Promise<void>((resolve, reject) => {
    const subscription = store.subscribe({
      prefixes,
      after: null,
      onBatch: async (events, checkpoint) => {
        for (const { stream } of events) known.add(stream.slice(STREAM_PREFIXES.sync.length));
        if (checkpoint >= end) void subscription.stop();
      },
      onInterrupted: (error) => {
        if (!error) return;
        reject(error);
        void subscription.stop();
      },
    });
    subscription.ended.then(resolve, reject);
  });
  return [...known];
}
