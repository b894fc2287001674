import { setTimeout as pause } from 'node:timers/promises';
import { Collector } from '@gatehouse/sqlite/testing';
import type { EventStore } from '../event-store.port.js';
import { EventStoreUnavailable } from '../event-store.port.js';
import { someEvents } from './some-events.js';

/** Between two appends, and before what failed is tried again, in milliseconds. */
const PAUSE_MS = 20;

/**
 * Appends one event after the other to a stream, as a service does: with the exact revision, and after a failure with a
 * look at the tail, since what failed may have been written.
 */
export class SteadyWriter {
  /** Ids of the events that are known to be written, in order. */
  readonly acknowledged = new Collector<string>();
  /** What appends and looks at the tail failed with, by code. */
  readonly failures = new Collector<string>();
  readonly #store: EventStore;
  readonly #stream: string;
  readonly #work: Promise<void>;
  #isStopping = false;

  /** @param stream that does not exist yet. */
  constructor(store: EventStore, stream: string) {
    this.#store = store;
    this.#stream = stream;
    this.#work = this.#write();
    this.#work.catch(() => undefined);
  }

  /** Resolves when the append in hand is acknowledged. @throws when another's event stood in the stream */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#work;
  }

  async #write(): Promise<void> {
    for (let revision = 0; !this.#isStopping; revision += 1) {
      const [event] = someEvents(1);
      while (!(await this.#isWritten(event!, revision))) await pause(PAUSE_MS);
      this.acknowledged.add(event!.id);
      await pause(PAUSE_MS);
    }
  }

  /** Tries once. */
  async #isWritten(event: ReturnType<typeof someEvents>[number], revision: number): Promise<boolean> {
    const expected = revision === 0 ? 'no-stream' : revision - 1;
    try {
      const result = await this.#store.append(this.#stream, expected, [event]);
      if (result.ok) return true;
      // An earlier try may have come after all.
      const last = await this.#store.readLast(this.#stream);
      if (last?.id === event.id) return true;
      throw new Error(`Revision ${revision} holds another event than was appended.`);
    } catch (error) {
      if (!(error instanceof EventStoreUnavailable)) throw error;
      this.failures.add(error.code);
      return false;
    }
  }
}
