import type { SqlDatabase } from '@gatehouse/sqlite';
import { FileSignal, isPassing, openDatabase } from '@gatehouse/sqlite';
import type {
  ConsumeOptions,
  Consumer,
  IncomingMessage,
  MessageBus,
  OutgoingMessage,
} from '../message-bus.port.js';
import { highestOffsets } from '../message-place.js';
import { answering, unavailable } from './answering.js';
import { EmbeddedConsumer } from './embedded-consumer.js';
import { countKept, readKept } from './kept-messages.js';
import { publishMessages } from './publish-messages.js';
import { Retention } from './retention.js';
import { messageBusSchema } from './schema.js';

export interface EmbeddedMessageBusOptions {
  /** How many of the newest messages a topic keeps that nobody consumes; 100,000 when left out. */
  keepWithoutGroup?: number;
  /** How long a consumer that hangs keeps its group to itself, in milliseconds; 10,000 when left out. */
  leaseMs?: number;
  /** The present, in milliseconds since 1970. */
  now?: () => number;
}

/** After this many messages a topic that perhaps nobody consumes is looked at. */
const LOOK_EVERY = 1_000;

/**
 * Opens the message bus in one file; several of them and several processes may have it open at once. One partition:
 * messages arrive in the order of publication whatever their keys (design section 6).
 *
 * @throws DatabaseTooNew when a newer program wrote the file; DatabaseForeign when it is none of this kind; DataFileNotUsable
 * when the system does not grant it; SqliteFailure when it cannot be opened now.
 */
export function openEmbeddedMessageBus(file: string, options: EmbeddedMessageBusOptions = {}): MessageBus {
  return new EmbeddedMessageBus(
    openDatabase(file, { durability: 'process', schema: messageBusSchema }),
    options,
  );
}

class EmbeddedMessageBus implements MessageBus {
  readonly #db: SqlDatabase;
  readonly #signal: FileSignal;
  readonly #retention: Retention;
  readonly #leaseMs: number;
  readonly #now: () => number;
  readonly #consumers = new Set<EmbeddedConsumer>();
  readonly #sinceLook = new Map<string, number>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(db: SqlDatabase, options: EmbeddedMessageBusOptions) {
    this.#db = db;
    this.#signal = new FileSignal(db.file);
    this.#retention = new Retention(db, options.keepWithoutGroup ?? 100_000);
    this.#leaseMs = options.leaseMs ?? 10_000;
    this.#now = options.now ?? Date.now;
  }

  async publish(topic: string, messages: readonly OutgoingMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const begun = performance.now();
    const work = () => publishMessages(this.#db, topic, messages, this.#now());
    // One that waits for the file is not overtaken by a later one.
    const published = this.#turn.then(() => answering(work, begun));
    this.#turn = published.catch(() => undefined);
    await published;
    this.#signal.ring();
    this.#lookAtRetention(topic, messages.length);
  }

  async consume(options: ConsumeOptions): Promise<Consumer> {
    const consumer = new EmbeddedConsumer(this.#db, this.#signal, this.#retention, options, this.#leaseMs);
    this.#consumers.add(consumer);
    const forget = () => this.#consumers.delete(consumer);
    consumer.ended.then(forget, forget);
    await Promise.race([consumer.joined, consumer.ended]);
    return consumer;
  }

  read(topic: string): AsyncIterable<IncomingMessage> {
    return readKept(this.#db, topic);
  }

  async count(topic: string): Promise<number> {
    return countKept(this.#db, topic);
  }

  async trim(topic: string, through: readonly string[]): Promise<void> {
    const highest = highestOffsets(topic, through).get(0);
    if (highest !== undefined) await answering(() => this.#retention.trim(topic, Number(highest)));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#consumers].map((consumer) => consumer.stop()));
    if (this.#db.isOpen) this.#retention.finish();
    this.#db.close();
  }

  #lookAtRetention(topic: string, published: number): void {
    const since = (this.#sinceLook.get(topic) ?? LOOK_EVERY) + published;
    this.#sinceLook.set(topic, since);
    if (since < LOOK_EVERY) return;
    try {
      this.#retention.purge(topic, this.#now());
      this.#sinceLook.set(topic, 0);
    } catch (error) {
      // What was published is there, and must not count as refused: what nobody needs goes with the next call.
      if (!isPassing(error)) throw unavailable(error);
    }
  }
}
