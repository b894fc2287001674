import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileSignal, SqlDatabase } from '@gatehouse/sqlite';
import type { ConsumeOptions, Consumer } from '../message-bus.port.js';
import { answering } from './answering.js';
import type { FetchedBatch } from './fetch-messages.js';
import { fetchMessages } from './fetch-messages.js';
import { GroupLease } from './group-lease.js';
import { redeliveryPause } from '../redelivery-pause.js';
import type { Retention } from './retention.js';

/** How soon a message of another process is noticed, in milliseconds. */
const POLL_MS = 100;
/** After this many messages the consumer looks whether something can be deleted, also when it has no time to rest. */
const PURGE_EVERY = 2_000;

/** Gives a group's messages to its handler, one batch at a time, while it holds the group's lease. */
export class EmbeddedConsumer implements Consumer {
  readonly ended: Promise<void>;
  readonly #db: SqlDatabase;
  readonly #signal: FileSignal;
  readonly #retention: Retention;
  readonly #options: ConsumeOptions;
  readonly #leaseMs: number;
  readonly #lease: GroupLease;
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
    this.#lease = new GroupLease(db, options.topic, options.group, leaseMs);
    this.ended = this.#work();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#signal.ring();
    await this.ended.catch(() => undefined);
  }

  async #work(): Promise<void> {
    await nextTurn();
    // The same messages come again after a rejection, also if others were published meanwhile.
    let retrying: number | undefined;
    while (!this.#stopping) {
      const rings = this.#signal.rings;
      const batch = answering(() => this.#next(retrying ?? this.#options.maxBatch ?? 500));
      if (!batch || batch.messages.length === 0) {
        this.#purge(1);
        retrying = undefined;
        await this.#signal.after(rings, POLL_MS);
      } else if (await this.#handle(batch.messages)) {
        retrying = undefined;
        if (answering(() => this.#lease.commit(batch.nextOffset))) this.#unpurged += batch.messages.length;
        this.#purge(PURGE_EVERY);
        await nextTurn();
      } else {
        retrying = batch.messages.length;
        await this.#pauseBeforeRedelivery();
      }
    }
    this.#purge(1);
    answering(() => this.#lease.release());
    this.#signal.ring();
  }

  /** @returns undefined while another consumer works for the group. */
  #next(limit: number): FetchedBatch | undefined {
    const from = this.#lease.take();
    const topic = { id: this.#lease.topicId, name: this.#options.topic };
    return from === undefined ? undefined : fetchMessages(this.#db, topic, from, limit);
  }

  /** @returns whether the handler took the batch. The lease is renewed for as long as it works. */
  async #handle(messages: Parameters<ConsumeOptions['onBatch']>[0]): Promise<boolean> {
    const renewal = setInterval(() => this.#renew(), this.#leaseMs / 3).unref();
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
  #renew(): void {
    try {
      this.#lease.renew();
    } catch {
      return;
    }
  }

  async #pauseBeforeRedelivery(): Promise<void> {
    const until = Date.now() + redeliveryPause(this.#failures);
    // Anything may ring meanwhile; only stopping shortens the pause.
    for (let left = until - Date.now(); left > 0 && !this.#stopping; left = until - Date.now()) {
      await this.#signal.after(this.#signal.rings, left);
    }
  }

  #purge(atLeast: number): void {
    if (this.#unpurged < atLeast) return;
    this.#unpurged = 0;
    answering(() => this.#retention.purge(this.#options.topic, Date.now()));
  }
}
