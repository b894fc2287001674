import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Position, SubscribeOptions, Subscription } from '../event-store.port.js';
import { EventStoreUnavailable } from '../event-store.port.js';
import type { ForgivingClient } from './forgiving-client.js';
import type { EventStoreDbLog, Limits } from './settings.js';
import { QueuedSubscription } from './queued-subscription.js';

const MAX_BATCH = 500;
/** Between two tries in vain, in milliseconds: doubling from the first to the second. */
const [SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS] = [100, 5_000];

/**
 * Follows the server for as long as it takes. One that ends, fails or is refused is begun again after its last
 * checkpoint; so is one that is silent for `silenceMs`, since a connection may die without a word.
 */
export class EventStoreDbSubscription implements Subscription {
  readonly ended: Promise<void>;
  readonly #client: ForgivingClient;
  readonly #options: SubscribeOptions;
  readonly #limits: Limits;
  readonly #log: EventStoreDbLog | undefined;
  readonly #stopping = new AbortController();
  #queue: QueuedSubscription | undefined;
  #after: Position | null;
  #interruption: EventStoreUnavailable | undefined;

  constructor(
    client: ForgivingClient,
    options: SubscribeOptions,
    limits: Limits,
    log: EventStoreDbLog | undefined,
  ) {
    this.#client = client;
    this.#options = options;
    this.#limits = limits;
    this.#log = log;
    this.#after = options.after;
    this.ended = this.#follow();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#queue?.interrupt();
    await this.ended.catch(() => undefined);
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #follow(): Promise<void> {
    await nextTurn();
    // The server takes no empty list of prefixes.
    if (this.#options.prefixes.length === 0) return this.#stopped(Infinity);
    let pauseMs = SHORTEST_PAUSE_MS;
    while (!this.#isStopping) {
      const begun = Date.now();
      const interruption = await this.#followOnce();
      if (!interruption || this.#isStopping) continue;
      this.#interrupted(interruption);
      // What went well for a while begins with short pauses again.
      if (Date.now() - begun > LONGEST_PAUSE_MS) pauseMs = SHORTEST_PAUSE_MS;
      await this.#stopped(pauseMs);
      pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs);
    }
  }

  /** Until it is stopped or silent for too long; else gives why it ended. @throws what `onBatch` rejects with */
  async #followOnce(): Promise<EventStoreUnavailable | undefined> {
    const { prefixes, maxBatch = MAX_BATCH } = this.#options;
    const queue = new QueuedSubscription(this.#client, [...prefixes], this.#after, maxBatch);
    this.#queue = queue;
    try {
      return await this.#deliver(queue, maxBatch);
    } finally {
      queue.close();
    }
  }

  async #deliver(queue: QueuedSubscription, maxBatch: number): Promise<EventStoreUnavailable | undefined> {
    while (!this.#isStopping && !queue.failure) {
      if (queue.isConfirmed) this.#followsAgain();
      const { events, checkpoint } = queue.take(maxBatch);
      if (checkpoint !== undefined) {
        await this.#options.onBatch(events, checkpoint);
        this.#after = checkpoint;
        continue;
      }
      const { silenceMs, timeoutMs } = this.#limits;
      const limitMs = queue.isConfirmed ? silenceMs : timeoutMs;
      if (!(await queue.something(limitMs))) {
        if (queue.isConfirmed) return undefined;
        this.#client.reconnect();
        return new EventStoreUnavailable(
          `EventStoreDB did not confirm a subscription within ${timeoutMs} ms.`,
        );
      }
      // What arrives together is delivered together.
      await nextTurn();
    }
    return queue.failure;
  }

  #interrupted(error: EventStoreUnavailable): void {
    const { prefixes, onInterrupted } = this.#options;
    // Said once for an outage, and again when its kind changes.
    if (this.#interruption?.code !== error.code) {
      const fields = { prefixes, error: error.code, why: error.message };
      this.#log?.warn(fields, 'A subscription is interrupted.');
    }
    this.#interruption = error;
    onInterrupted?.(error);
  }

  #followsAgain(): void {
    if (!this.#interruption) return;
    this.#interruption = undefined;
    this.#log?.info({ prefixes: this.#options.prefixes }, 'A subscription follows again.');
    this.#options.onInterrupted?.(undefined);
  }

  /** Resolves when it is stopped, or so much later. */
  async #stopped(withinMs: number): Promise<void> {
    const { signal } = this.#stopping;
    if (withinMs === Infinity) {
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    } else await pause(withinMs, undefined, { signal }).catch(() => undefined);
  }
}
