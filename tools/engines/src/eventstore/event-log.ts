import type { EventStore, RecordedEvent, Subscription } from '@gatehouse/event-store';

/** All events of the store in memory, as the protocol reads them: by stream and by position, both ways. */
export class EventLog {
  readonly all: RecordedEvent[] = [];
  readonly #streams = new Map<string, RecordedEvent[]>();
  readonly #subscription: Subscription;
  #grown: (() => void)[] = [];

  /** Follows the store. Await `until` with the store's last position before reading. */
  constructor(store: EventStore) {
    this.#subscription = store.subscribe({
      prefixes: [''],
      after: null,
      onBatch: async (events) => this.#add(events),
    });
  }

  stream(name: string): readonly RecordedEvent[] {
    return this.#streams.get(name) ?? [];
  }

  /** The place in `all` of the first event after a position. */
  placeAfter(position: bigint): number {
    let [low, high] = [0, this.all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (BigInt(this.all[middle]!.position) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Resolves with the next events, or when the reader has gone. */
  async grown(gone?: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = () => {
        gone?.removeEventListener('abort', wake);
        resolve();
      };
      this.#grown.push(wake);
      gone?.addEventListener('abort', wake);
    });
  }

  async until(position: string | null): Promise<void> {
    while (position !== null && (this.all.at(-1)?.position ?? '') < position) await this.grown();
  }

  async stop(): Promise<void> {
    await this.#subscription.stop();
    this.wake();
  }

  /** Lets whoever waits look again. */
  wake(): void {
    for (const resolve of this.#grown.splice(0)) resolve();
  }

  #add(events: RecordedEvent[]): void {
    for (const event of events) {
      this.all.push(event);
      const stream = this.#streams.get(event.stream);
      if (stream) stream.push(event);
      else this.#streams.set(event.stream, [event]);
    }
    if (events.length > 0) this.wake();
  }
}
