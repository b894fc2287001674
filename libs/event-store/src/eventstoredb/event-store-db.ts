import { BACKWARDS, END, NO_STREAM } from '@eventstore/db-client';
import pLimit from 'p-limit';
import type { LimitFunction } from 'p-limit';
import { checkEvents } from '../check-event.js';
import type {
  AppendResult,
  EventStore,
  ExpectedRevision,
  NewEvent,
  Position,
  ReadOptions,
  RecordedEvent,
  SubscribeOptions,
  Subscription,
} from '../event-store.port.js';
import { EventStoreUnavailable } from '../event-store.port.js';
import { appendExactly } from './append-exactly.js';
import { Appender } from './appender.js';
import { clientMaker } from './client-maker.js';
import { EventStoreDbSubscription } from './event-store-db-subscription.js';
import type { ForgivingClient } from './forgiving-client.js';
import { LastPositions } from './last-position.js';
import { LeaderReads } from './leader-reads.js';
import type { EventStoreDbLog, EventStoreDbSettings, Limits } from './settings.js';
import { limitsOf } from './settings.js';
import { whole } from '../recorded.js';
import { toEvent, toEventData } from './to-event.js';

const READ_PAGE = 1_000;
const NOT_SENT =
  'An append was not sent to EventStoreDB: those before it took too long. Nothing of it was written.';

/**
 * Opens EventStoreDB (server 22.6 or newer). Connects with the first call. An append is refused as too large when it
 * is over the server's limit, because several appends are not all or none.
 *
 * @throws EventStoreDbSettingsError for settings that cannot be used, or must not without `insecure`
 */
export function openEventStoreDb(settings: EventStoreDbSettings): EventStore {
  return new EventStoreDb(clientMaker(settings), limitsOf(settings), settings.log);
}

class EventStoreDb implements EventStore {
  readonly #client: ForgivingClient;
  readonly #appender: Appender;
  readonly #reads: LeaderReads;
  readonly #log: EventStoreDbLog | undefined;
  readonly #limits: Limits;
  readonly #inFlight: LimitFunction;
  readonly #lastPositions: LastPositions;
  readonly #subscriptions = new Set<EventStoreDbSubscription>();
  #isClosed = false;

  constructor(newClient: () => ForgivingClient, limits: Limits, log: EventStoreDbLog | undefined) {
    this.#client = newClient();
    this.#reads = new LeaderReads(this.#client, limits.timeoutMs);
    this.#log = log;
    this.#appender = new Appender(newClient, limits.timeoutMs);
    this.#limits = limits;
    this.#inFlight = pLimit(limits.appendsInFlight);
    this.#lastPositions = new LastPositions(this.#reads);
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    this.#checkOpen();
    // An event that the server cannot read would stop every later append of the client, or never be answered.
    checkEvents(events);
    const data = toEventData(events, this.#limits.maxAppendBytes);
    const first = expected === 'no-stream' ? 0 : expected + 1;
    const revision = expected === 'no-stream' ? NO_STREAM : BigInt(expected);
    const end = Date.now() + this.#limits.queueMs;
    return this.#inFlight(async () => {
      if (Date.now() > end) throw new EventStoreUnavailable(NOT_SENT);
      return appendExactly(data, {
        send: async () => {
          this.#checkOpen();
          return this.#appender.send(stream, revision, data);
        },
        look: () => this.#page(stream, first, data.length),
        tail: async () => (await this.readLast(stream))?.revision ?? 'no-stream',
      });
    });
  }

  async *read(stream: string, options: ReadOptions = {}): AsyncIterable<RecordedEvent[]> {
    let { from = 0, limit: left = Infinity } = options;
    while (left > 0) {
      const most = Math.min(READ_PAGE, left);
      const page = await this.#page(stream, from, most);
      yield* whole(page);
      if (page.length < most) return;
      from += page.length;
      left -= page.length;
    }
  }

  async readLast(stream: string): Promise<RecordedEvent | undefined> {
    this.#checkOpen();
    const options = { direction: BACKWARDS, fromRevision: END, maxCount: 1 } as const;
    const [event] = await this.#reads.stream(stream, options);
    const [events] = whole(event ? [toEvent(event)] : []);
    return events?.[0];
  }

  subscribe(options: SubscribeOptions): Subscription {
    this.#checkOpen();
    const subscription = new EventStoreDbSubscription(this.#client, options, this.#limits, this.#log);
    this.#subscriptions.add(subscription);
    const forget = () => this.#subscriptions.delete(subscription);
    subscription.ended.then(forget, forget);
    return subscription;
  }

  async lastPosition(prefixes: readonly string[]): Promise<Position | null> {
    this.#checkOpen();
    return this.#lastPositions.find(prefixes);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.stop()));
    await Promise.all([this.#appender.close(), this.#client.close()]);
  }

  async #page(stream: string, from: number, maxCount: number): Promise<RecordedEvent[]> {
    this.#checkOpen();
    return (await this.#reads.stream(stream, { fromRevision: BigInt(from), maxCount })).map(toEvent);
  }

  #checkOpen(): void {
    if (this.#isClosed) throw new EventStoreUnavailable('The event store is closed.');
  }
}
