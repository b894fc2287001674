import { Collector } from '@gatehouse/sqlite/testing';
import type { EventStore, Position, RecordedEvent, Subscription } from '../event-store.port.js';

export interface Followed {
  events: Collector<RecordedEvent>;
  batches: { size: number; checkpoint: Position }[];
  subscription: Subscription;
}

/** Subscribes and gathers what comes. */
export function follow(
  store: EventStore,
  prefixes: readonly string[],
  options: { after?: Position | null; maxBatch?: number } = {},
): Followed {
  const events = new Collector<RecordedEvent>();
  const batches: Followed['batches'] = [];
  const subscription = store.subscribe({
    prefixes,
    after: options.after ?? null,
    ...(options.maxBatch ? { maxBatch: options.maxBatch } : {}),
    onBatch: async (batch, checkpoint) => {
      batches.push({ size: batch.length, checkpoint });
      events.add(...batch);
    },
  });
  return { events, batches, subscription };
}
