import type { RecordedEvent } from '@gatehouse/event-store';
import type { EventLog } from './event-log.js';

/** What one node shows of what was written: everything, or, as a follower may, all but the newest events. */
export class LogView {
  readonly #log: EventLog;
  #behind = 0;

  constructor(log: EventLog) {
    this.#log = log;
  }

  get length(): number {
    return Math.max(0, this.#log.all.length - this.#behind);
  }

  at(place: number): RecordedEvent | undefined {
    return place < this.length ? this.#log.all[place] : undefined;
  }

  stream(name: string): readonly RecordedEvent[] {
    const events = this.#log.stream(name);
    const unseen = this.#log.all[this.length]?.position;
    return unseen === undefined ? events : events.filter(({ position }) => position < unseen);
  }

  /** The place of the first event after a position. */
  placeAfter(position: bigint): number {
    return Math.min(this.length, this.#log.placeAfter(position));
  }

  /** Resolves when there may be more to see, or when the reader has gone. */
  grown(gone?: AbortSignal): Promise<void> {
    return this.#log.grown(gone);
  }

  /** From now on the newest so many events are not shown. */
  lagBehind(events: number): void {
    this.#behind = events;
    this.#log.wake();
  }
}
