import { setImmediate as nextTurn } from 'node:timers/promises';
import { EventStoreRefused, EventStoreUnavailable } from '../event-store.port.js';
import type {
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent as ClientEvent,
  ResolvedEvent,
  StreamingRead,
} from '@eventstore/db-client';
import { NotLeaderError, StreamNotFoundError } from '@eventstore/db-client';
import type { Asked } from './failed-call.js';
import { failedCall } from './failed-call.js';
import type { ForgivingClient } from './forgiving-client.js';

/**
 * The connection string names one node of several, and another one leads. What is read in order to decide comes from the
 * leader, so nothing is read from this one.
 */
class EventStoreFollowerAlone extends EventStoreRefused {
  override readonly code = 'EVENT_STORE_FOLLOWER_ALONE';
  constructor(options?: ErrorOptions) {
    super(
      'The connection string names one node of an EventStoreDB cluster, and another one leads. Name all nodes ' +
        '(esdb://one:2113,two:2113,three:2113), or the name behind which they are (esdb+discover://name:2113).',
      options,
    );
    this.name = 'EventStoreFollowerAlone';
  }
}

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

/** A read took longer than it may: the connection may be dead without a word. */
class ReadTimedOut extends EventStoreUnavailable {
  constructor(limitMs: number) {
    super(`EventStoreDB did not answer a read within ${limitMs} ms.`);
  }
}

/**
 * All events of a read that has a `maxCount`; none when there is no such stream. Only reads that end by themselves:
 * leaving one early leaks it in the client, and the client's reads have no time limit.
 *
 * @throws what the client throws; ReadTimedOut when the whole read takes longer than `limitMs`
 */
async function collect(read: StreamingRead<ResolvedEvent>, limitMs: number): Promise<ClientEvent[]> {
  read.on('error', () => undefined);
  const timer = setTimeout(() => read.destroy(new ReadTimedOut(limitMs)), limitMs);
  const events: ClientEvent[] = [];
  try {
    for await (const { event } of read) if (event) events.push(event);
    return events;
  } catch (error) {
    if (error instanceof StreamNotFoundError) return [];
    void read.cancel().catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
