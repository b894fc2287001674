import { setImmediate as nextTurn } from 'node:timers/promises';
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
import { checkAppend, checkEvents } from '@gatehouse/event-store';

const BATCH = 500;

/** All events of an installation, in memory: several stores may be opened on the same. */
export class MemoryEvents {
  readonly all: RecordedEvent[] = [];
  readonly streams = new Map<string, RecordedEvent[]>();
}

/** An event store in memory, for specs that are not about engines. */
export class MemoryEventStore implements EventStore {
  readonly #events: MemoryEvents;
  #isClosed = false;

  constructor(events = new MemoryEvents()) {
    this.#events = events;
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    checkEvents(events);
    checkAppend(events);
    const { all, streams } = this.#events;
    const known = streams.get(stream) ?? [];
    const actual = known.length === 0 ? 'no-stream' : known.length - 1;
    if (actual !== expected) return { ok: false, conflict: { actual } };
    const recorded = events.map((event, i): RecordedEvent => ({
      ...(JSON.parse(JSON.stringify(event)) as NewEvent),
      stream,
      revision: known.length + i,
      position: positionOf(all.length + i + 1),
    }));
    streams.set(stream, [...known, ...recorded]);
    all.push(...recorded);
    return { ok: true, revision: known.length + events.length - 1, position: positionOf(all.length) };
  }

  async *read(
    stream: string,
    { from = 0, limit = Infinity }: ReadOptions = {},
  ): AsyncIterable<RecordedEvent[]> {
    const known = (this.#events.streams.get(stream) ?? []).slice(0, from + limit);
    for (let at = from; at < known.length; at += BATCH) yield structuredClone(known.slice(at, at + BATCH));
  }

  async readLast(stream: string): Promise<RecordedEvent | undefined> {
    return structuredClone(this.#events.streams.get(stream)?.at(-1));
  }

  subscribe(options: SubscribeOptions): Subscription {
    let isStopped = false;
    const ended = this.#follow(options, () => isStopped || this.#isClosed);
    const stop = async () => {
      isStopped = true;
      await ended.catch(() => undefined);
    };
    return { stop, ended };
  }

  async #follow({ prefixes, after, onBatch, maxBatch = BATCH }: SubscribeOptions, isOver: () => boolean) {
    let at = after === null ? 0 : Number(after);
    for (await nextTurn(); !isOver(); await nextTurn()) {
      const passed = this.#events.all.slice(at, at + maxBatch);
      if (passed.length === 0) continue;
      at += passed.length;
      const wanted = passed.filter(({ stream }) => prefixes.some((prefix) => stream.startsWith(prefix)));
      if (wanted.length > 0) await onBatch(structuredClone(wanted), positionOf(at));
    }
  }

  async lastPosition(prefixes: readonly string[]): Promise<Position | null> {
    const isWanted = ({ stream }: RecordedEvent) => prefixes.some((prefix) => stream.startsWith(prefix));
    return this.#events.all.findLast(isWanted)?.position ?? null;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }
}

/** Positions compare as text. */
const positionOf = (place: number): Position => String(place).padStart(12, '0');
