import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileSignal, SqlDatabase } from '@gatehouse/sqlite';
import type { SubscribeOptions, Subscription } from '../event-store.port.js';
import { answering } from './answering.js';
import { toEvent, toPosition } from './schema.js';
import { fetchBatch, WINDOW } from './fetch-batch.js';

/** How soon an append by another process is noticed, in milliseconds. */
const POLL_MS = 100;

/** Follows the file: woken by appends of this process, looking now and then for those of others. */
export class EmbeddedSubscription implements Subscription {
  readonly ended: Promise<void>;
  readonly #db: SqlDatabase;
  readonly #signal: FileSignal;
  readonly #options: SubscribeOptions;
  #stopping = false;

  constructor(db: SqlDatabase, signal: FileSignal, options: SubscribeOptions) {
    this.#db = db;
    this.#signal = signal;
    this.#options = options;
    this.ended = this.#follow();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#signal.ring();
    await this.ended.catch(() => undefined);
  }

  async #follow(): Promise<void> {
    const { prefixes, onBatch, maxBatch = 500 } = this.#options;
    let scanned = this.#options.after === null ? 0 : Number(this.#options.after);
    let told = scanned;
    await nextTurn();
    while (!this.#stopping) {
      const rings = this.#signal.rings;
      const batch = await answering(() => fetchBatch(this.#db, prefixes, scanned, maxBatch));
      const moved = batch.scannedTo > scanned;
      scanned = batch.scannedTo;
      // A checkpoint alone is worth a call only now and then: storing it costs more than looking again.
      if (batch.rows.length > 0 || scanned - told >= WINDOW) {
        await onBatch(batch.rows.map(toEvent), toPosition(scanned));
        told = scanned;
      }
      if (moved) await nextTurn();
      else if (!this.#stopping) await this.#signal.after(rings, POLL_MS);
    }
  }
}
