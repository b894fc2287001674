import { Collector } from '@gatehouse/sqlite/testing';
import type {
  EventStore,
  EventStoreUnavailable,
  Position,
  RecordedEvent,
  Subscription,
} from '../event-store.port.js';

export interface Followed {
  events: Collector<RecordedEvent>;
  batches: { size: number; checkpoint: Position }[];
  /** What it was told when it could not be followed; undefined when it could again. */
  interruptions: Collector<EventStoreUnavailable | undefined>;
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
  const interruptions: Followed['interruptions'] = new Collector();
  const subscription = store.subscribe({
    prefixes,
    after: options.after ?? null,
    ...(options.maxBatch ? { maxBatch: options.maxBatch } : {}),
    onBatch: async (batch, checkpoint) => {
      batches.push({ size: batch.length, checkpoint });
      events.add(...batch);
    },
    onInterrupted: (error) => interruptions.add(error),
  });
  return { events, batches, interruptions, subscription };
}
