import type { Position as LogPosition, RecordedEvent as ClientEvent } from '@eventstore/db-client';
import { BACKWARDS, END } from '@eventstore/db-client';
import type { Position } from '../event-store.port.js';
import type { LeaderReads } from './leader-reads.js';
import { toPosition } from './to-event.js';

/** The last event is mostly among the newest few. */
const FIRST_PAGE = 32;
const PAGE = 1_000;

interface Known {
  /** Everything up to here has been looked at. */
  seenTo: Position;
  last: Position | null;
}

/**
 * Finds the last positions, looking backwards from the end: the client can filter only subscriptions. What was looked
 * at once is not looked at again.
 */
export class LastPositions {
  readonly #reads: LeaderReads;
  readonly #known = new Map<string, Known>();

  constructor(reads: LeaderReads) {
    this.#reads = reads;
  }

  async find(prefixes: readonly string[]): Promise<Position | null> {
    const name = JSON.stringify(prefixes);
    const known = this.#known.get(name) ?? { seenTo: '', last: null };
    let seenTo: Position | undefined;
    for await (const { stream, position } of this.#backwards()) {
      seenTo ??= position;
      const isWanted = prefixes.some((prefix) => stream.startsWith(prefix));
      if (!isWanted && position > known.seenTo) continue;
      const last = isWanted ? position : known.last;
      this.#known.set(name, { seenTo, last });
      return last;
    }
    this.#known.set(name, { seenTo: seenTo ?? '', last: null });
    return null;
  }

  async *#backwards(): AsyncIterable<{ stream: string; position: Position }> {
    let fromPosition: typeof END | LogPosition = END;
    for (let maxCount = FIRST_PAGE; ; maxCount = PAGE) {
      const events: ClientEvent[] = await this.#reads.all({ direction: BACKWARDS, fromPosition, maxCount });
      for (const { streamId, position } of events) yield { stream: streamId, position: toPosition(position) };
      const last = events.at(-1)?.position;
      if (!last || events.length < maxCount) return;
      fromPosition = last;
    }
  }
}
