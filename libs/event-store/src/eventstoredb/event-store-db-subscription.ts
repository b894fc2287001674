import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Position, SubscribeOptions, Subscription } from '../event-store.port.js';
import { EventStoreUnavailable } from '../event-store.port.js';
import type { Limits } from './limits.js';
import { QueuedSubscription } from './queued-subscription.js';

const MAX_BATCH = 500;

/**
 * Follows the server. One that ends or fails makes this fail; one that is silent for `silenceMs` is renewed after the
 * last checkpoint, since a connection may die without a word, and makes this fail when the server does not confirm.
 */
export class EventStoreDbSubscription implements Subscription {
  readonly ended: Promise<void>;
  readonly #options: SubscribeOptions;
  readonly #limits: Limits;
  #isStopping = false;
  #queue: QueuedSubscription | undefined;
  #after: Position | null;
  #stop: () => void = () => undefined;

  constructor(client: EventStoreDBClient, options: SubscribeOptions, limits: Limits) {
    this.#options = options;
    this.#limits = limits;
    this.#after = options.after;
    this.ended = this.#follow(client);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#stop();
    this.#queue?.interrupt();
    await this.ended.catch(() => undefined);
  }

  async #follow(client: EventStoreDBClient): Promise<void> {
    const { prefixes, maxBatch = MAX_BATCH } = this.#options;
    await nextTurn();
    // The server takes no empty list of prefixes.
    if (prefixes.length === 0) return this.#stopped();
    while (!this.#isStopping) {
      const queue = new QueuedSubscription(client, [...prefixes], this.#after, maxBatch);
      this.#queue = queue;
      try {
        await this.#deliver(queue, maxBatch);
      } finally {
        await queue.close();
      }
    }
  }

  /** Until stopped, or silent for too long. */
  async #deliver(queue: QueuedSubscription, maxBatch: number): Promise<void> {
    while (!this.#isStopping) {
      const { events, checkpoint } = queue.take(maxBatch);
      if (checkpoint !== undefined) {
        await this.#options.onBatch(events, checkpoint);
        this.#after = checkpoint;
        continue;
      }
      const { silenceMs, timeoutMs } = this.#limits;
      const limitMs = queue.isConfirmed ? silenceMs : timeoutMs;
      if (!(await queue.something(limitMs))) {
        if (queue.isConfirmed) return;
        throw new EventStoreUnavailable(
          `EventStoreDB did not confirm a subscription within ${timeoutMs} ms.`,
        );
      }
      // What arrives together is delivered together.
      await nextTurn();
    }
  }

  async #stopped(): Promise<void> {
    if (!this.#isStopping) await new Promise<void>((resolve) => (this.#stop = resolve));
  }
}
