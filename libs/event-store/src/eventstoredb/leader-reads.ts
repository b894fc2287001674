import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent as ClientEvent,
  ResolvedEvent,
  StreamingRead,
} from '@eventstore/db-client';
import { NotLeaderError } from '@eventstore/db-client';
import { collect, ReadTimedOut } from './collect.js';
import type { Asked } from './failed-call.js';
import { failedCall } from './failed-call.js';
import { EventStoreFollowerAlone } from './follower-alone.js';
import type { ForgivingClient } from './forgiving-client.js';

type Bounded<T> = T & { maxCount: number };

/**
 * Reads that the leader answers: what is read in order to decide is never what a follower had a moment ago. After a change
 * of leader the first read fails, which makes the client connect to the new one; it is repeated once.
 *
 * All throw EventStoreUnavailable, also when a read takes longer than the limit; EventStoreRefused; and
 * EventStoreFollowerAlone.
 */
export class LeaderReads {
  readonly #client: ForgivingClient;
  readonly #limitMs: number;

  constructor(client: ForgivingClient, limitMs: number) {
    this.#client = client;
    this.#limitMs = limitMs;
  }

  /** Events of a stream; none when there is no such stream. */
  async stream(name: string, options: Bounded<ReadStreamOptions>): Promise<ClientEvent[]> {
    return this.#read('read a stream', () =>
      this.#client.readStream(name, { ...options, requiresLeader: true }),
    );
  }

  async all(options: Bounded<ReadAllOptions>): Promise<ClientEvent[]> {
    return this.#read('read $all', () => this.#client.readAll({ ...options, requiresLeader: true }));
  }

  async #read(asked: Asked, open: () => StreamingRead<ResolvedEvent>): Promise<ClientEvent[]> {
    const end = Date.now() + this.#limitMs;
    try {
      return await collect(open(), this.#limitMs).catch(async (error: unknown) => {
        if (!(error instanceof NotLeaderError) || this.#client.isOfOneNode) throw error;
        // The client lets go of the former leader in the meantime.
        await nextTurn();
        return collect(open(), Math.max(1, end - Date.now()));
      });
    } catch (error) {
      if (error instanceof ReadTimedOut) this.#client.reconnect();
      if (error instanceof NotLeaderError && this.#client.isOfOneNode) {
        throw new EventStoreFollowerAlone({ cause: error });
      }
      throw failedCall(error, asked);
    }
  }
}
