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
} from '@gatehouse/event-store';
import { checkEvents } from '@gatehouse/event-store';
import type { ServiceProcess } from './service-process.js';
import type { Stored } from './stored.js';
import { positionOf } from './stored.js';

const BATCH = 500;

export class EventsInMemory implements EventStore {
  readonly #stored: Stored;
  readonly #process: ServiceProcess;

  constructor(stored: Stored, process: ServiceProcess) {
    this.#stored = stored;
    this.#process = process;
  }

  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    return this.#process.step(() => this.#append(stream, expected, events));
  }

  #append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): AppendResult {
    checkEvents(events);
    const { streams, events: all } = this.#stored;
    const known = streams.get(stream) ?? [];
    const actual = known.length === 0 ? 'no-stream' : known.length - 1;
    if (actual !== expected) return { ok: false, conflict: { actual } };
    streams.set(stream, known);
    for (const event of events) {
      const recorded: RecordedEvent = {
        ...(JSON.parse(JSON.stringify(event)) as NewEvent),
        stream,
        revision: known.length,
        position: positionOf(all.length + 1),
      };
      known.push(recorded);
      all.push(recorded);
    }
    this.#stored.changed();
    return { ok: true, revision: known.length - 1, position: positionOf(all.length) };
  }

  async *read(stream: string, { from = 0, limit }: ReadOptions = {}): AsyncIterable<RecordedEvent[]> {
    const end = limit === undefined ? undefined : from + limit;
    const known = await this.#process.call(() => this.#stored.streams.get(stream)?.slice(from, end) ?? []);
    for (let at = 0; at < known.length; at += BATCH) yield known.slice(at, at + BATCH);
  }

  readLast(stream: string): Promise<RecordedEvent | undefined> {
    return this.#process.call(() => this.#stored.streams.get(stream)?.at(-1));
  }

  subscribe(options: SubscribeOptions): Subscription {
    const place = { isStopped: false };
    const ended = this.#follow(options, place);
    const stop = async () => {
      place.isStopped = true;
      this.#stored.wake();
      await ended.catch(() => undefined);
    };
    return { stop, ended };
  }

  async #follow(
    { prefixes, after, onBatch, maxBatch = BATCH }: SubscribeOptions,
    place: { isStopped: boolean },
  ): Promise<void> {
    const { events: all } = this.#stored;
    let at = after === null ? 0 : Number(after);
    while (!place.isStopped && !this.#process.isDead) {
      const passed = all.slice(at, at + maxBatch);
      if (passed.length === 0) {
        await this.#stored.change();
        continue;
      }
      const wanted = passed.filter(({ stream }) => prefixes.some((prefix) => stream.startsWith(prefix)));
      at += passed.length;
      if (wanted.length > 0) await this.#process.call(() => onBatch(wanted, positionOf(at)));
    }
  }

  lastPosition(prefixes: readonly string[]): Promise<Position | null> {
    const isWanted = ({ stream }: RecordedEvent) => prefixes.some((prefix) => stream.startsWith(prefix));
    return this.#process.call(() => this.#stored.events.findLast(isWanted)?.position ?? null);
  }

  async close(): Promise<void> {}
}
