import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SqlDatabase } from '@gatehouse/sqlite';
import { FileSignal, openDatabase } from '@gatehouse/sqlite';
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
import { answering } from './answering.js';
import { appendEvents } from './append-events.js';
import { EmbeddedSubscription } from './embedded-subscription.js';
import type { EventRow } from './schema.js';
import { EVENT_COLUMNS, eventStoreSchema, toEvent, toPosition } from './schema.js';
import { whole } from '../recorded.js';
import { beginsWithOneOf } from './fetch-batch.js';

const READ_BATCH = 1_000;

/**
 * Opens the event store in one file; several stores and processes may have it open at once. Appends survive a power
 * loss (design section 6).
 *
 * @throws DatabaseTooNew when a newer program wrote the file; DatabaseForeign when it is none of this kind; DataFileNotUsable
 * when the system does not grant it; SqliteFailure when it cannot be opened now.
 */
export function openEmbeddedEventStore(file: string): EventStore {
  return new EmbeddedEventStore(openDatabase(file, { durability: 'power-loss', schema: eventStoreSchema }));
}

class EmbeddedEventStore implements EventStore {
  readonly #db: SqlDatabase;
  readonly #signal: FileSignal;
  readonly #subscriptions = new Set<EmbeddedSubscription>();

  constructor(db: SqlDatabase) {
    this.#db = db;
    this.#signal = new FileSignal(db.file);
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    checkEvents(events);
    const result = await answering(() => appendEvents(this.#db, stream, expected, events));
    if (result.ok) this.#signal.ring();
    return result;
  }

  async *read(stream: string, options: ReadOptions = {}): AsyncIterable<RecordedEvent[]> {
    let { from = 0, limit: left = Infinity } = options;
    while (left > 0) {
      const most = Math.min(READ_BATCH, left);
      const sql = `SELECT ${EVENT_COLUMNS} WHERE s.name = ? AND e.revision >= ? ORDER BY e.revision LIMIT ?`;
      const rows = await answering(() => this.#db.all<EventRow>(sql, [stream, from, most]));
      yield* whole(rows.map(toEvent));
      if (rows.length < most) return;
      from += rows.length;
      left -= rows.length;
      if (left > 0) await nextTurn();
    }
  }

  async readLast(stream: string): Promise<RecordedEvent | undefined> {
    const sql = `SELECT ${EVENT_COLUMNS} WHERE s.name = ? AND e.revision = s.revision`;
    const row = await answering(() => this.#db.first<EventRow>(sql, [stream]));
    const [events] = whole(row ? [toEvent(row)] : []);
    return events?.[0];
  }

  subscribe(options: SubscribeOptions): Subscription {
    const subscription = new EmbeddedSubscription(this.#db, this.#signal, options);
    this.#subscriptions.add(subscription);
    const forget = () => this.#subscriptions.delete(subscription);
    subscription.ended.then(forget, forget);
    return subscription;
  }

  async lastPosition(prefixes: readonly string[]): Promise<Position | null> {
    const wanted = beginsWithOneOf(prefixes);
    const sql = `SELECT max(s.position) AS position FROM streams s WHERE ${wanted.sql}`;
    const row = await answering(() => this.#db.first<{ position: number | null }>(sql, wanted.params));
    return row?.position ? toPosition(row.position) : null;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.stop()));
    this.#db.close();
  }
}
