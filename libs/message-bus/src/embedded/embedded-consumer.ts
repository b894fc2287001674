import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileSignal, SqlDatabase } from '@gatehouse/sqlite';
import { isPassing, SqliteFailure } from '@gatehouse/sqlite';
import type { ConsumeOptions, Consumer, MessageBusUnavailable } from '../message-bus.port.js';
import { unavailable } from './answering.js';
import type { FetchedBatch } from './fetch-messages.js';
import { fetchMessages } from './fetch-messages.js';
import { GroupLease } from './group-lease.js';
import { redeliveryPause } from '../until-taken.js';
import type { Retention } from './retention.js';

/** How soon a message of another process is noticed, in milliseconds. */
const POLL_MS = 100;
/** After this many messages the consumer looks whether something can be deleted, also when it has no time to rest. */
const PURGE_EVERY = 2_000;

/** The first so many tries in vain are nothing to tell, about a second: somebody else writes. */
const UNTOLD = 4;

/**
 * Gives a group's messages to its handler, one batch at a time, while it holds the group's lease. A file that is locked, full or
 * read-only is waited for; one that is damaged, replaced or closed ends the consumer.
 */
export class EmbeddedConsumer implements Consumer {
  readonly ended: Promise<void>;
  /** Resolves when the group is known to the bus, so that what is kept waits for it, or when that has to wait for the file. */
  readonly joined: Promise<void>;
  readonly #db: SqlDatabase;
  readonly #signal: FileSignal;
  readonly #retention: Retention;
  readonly #options: ConsumeOptions;
  readonly #leaseMs: number;
  #hasJoined: () => void = () => undefined;
  #stopping = false;
  #failures = 0;
  #unpurged = 0;

  constructor(
    db: SqlDatabase,
    signal: FileSignal,
    retention: Retention,
    options: ConsumeOptions,
    leaseMs: number,
  ) {
    this.#db = db;
    this.#signal = signal;
    this.#retention = retention;
    this.#options = options;
    this.#leaseMs = leaseMs;
    this.joined = new Promise((resolve) => (this.#hasJoined = resolve));
    this.ended = this.#work();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#signal.ring();
    await this.ended.catch(() => undefined);
  }

  async #work(): Promise<void> {
    const { topic, group } = this.#options;
    const lease = await this.#untilDone(() => new GroupLease(this.#db, topic, group, this.#leaseMs));
    this.#hasJoined();
    if (!lease) return;
    await nextTurn();
    // The same messages come again after a rejection, also if others were published meanwhile.
    let retrying: number | undefined;
    while (!this.#stopping) {
      const rings = this.#signal.rings;
      const batch = await this.#untilDone(() => this.#next(lease, retrying ?? this.#options.maxBatch ?? 500));
      if (!batch || batch.messages.length === 0) {
        await this.#purge(1);
        retrying = undefined;
        await this.#signal.after(rings, POLL_MS);
      } else if (await this.#handle(lease, batch.messages)) {
        retrying = undefined;
        const isNoted = await this.#untilDone(() => lease.commit(batch.nextOffset));
        if (isNoted) this.#unpurged += batch.messages.length;
        await this.#purge(PURGE_EVERY);
        await nextTurn();
      } else {
        retrying = batch.messages.length;
        await this.#pauseAfter(this.#failures);
      }
    }
    await this.#purge(1);
    await this.#untilDone(() => lease.release());
    this.#signal.ring();
  }

  /**
   * Does it again until the file can be used: what was handled is noted then, and not handled again. Once stopped it is tried
   * once, and what was not noted comes again; nothing is left that could die of it.
   *
   * @throws MessageBusUnavailable for a failure that does not pass.
   */
  async #untilDone<T>(work: () => T): Promise<T | undefined> {
    for (let failures = 0; ;) {
      try {
        const result = work();
        if (failures > UNTOLD) this.#options.onInterrupted?.(undefined);
        return result;
      } catch (error) {
        if (this.#stopping && error instanceof SqliteFailure) return undefined;
        if (!isPassing(error)) throw unavailable(error);
        failures += 1;
        this.#hasJoined();
        if (failures > UNTOLD) this.#options.onInterrupted?.(unavailable(error) as MessageBusUnavailable);
        await this.#pauseAfter(failures);
      }
    }
  }

  /** @returns undefined while another consumer works for the group. */
  #next(lease: GroupLease, limit: number): FetchedBatch | undefined {
    const from = lease.take();
    const topic = { id: lease.topicId, name: this.#options.topic };
    return from === undefined ? undefined : fetchMessages(this.#db, topic, from, limit);
  }

  /** @returns whether the handler took the batch. The lease is renewed for as long as it works. */
  async #handle(lease: GroupLease, messages: Parameters<ConsumeOptions['onBatch']>[0]): Promise<boolean> {
    const renewal = setInterval(() => this.#renew(lease), this.#leaseMs / 3).unref();
    try {
      await this.#options.onBatch(messages);
      this.#failures = 0;
      return true;
    } catch {
      this.#failures += 1;
      return false;
    } finally {
      clearInterval(renewal);
    }
  }

  /** A renewal that fails needs no answer: the lease runs out, and the commit finds out. */
  #renew(lease: GroupLease): void {
    try {
      lease.renew();
    } catch {
      return;
    }
  }

  async #pauseAfter(failures: number): Promise<void> {
    const until = Date.now() + redeliveryPause(failures);
    // Anything may ring meanwhile; only stopping shortens the pause.
    for (let left = until - Date.now(); left > 0 && !this.#stopping; left = until - Date.now()) {
      await this.#signal.after(this.#signal.rings, left);
    }
  }

  async #purge(atLeast: number): Promise<void> {
    if (this.#unpurged < atLeast) return;
    this.#unpurged = 0;
    await this.#untilDone(() => this.#retention.purge(this.#options.topic, Date.now()));
  }
}
