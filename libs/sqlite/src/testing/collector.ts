interface Waiter<T> {
  wanted: (seen: readonly T[]) => boolean;
  resolve: () => void;
}

/** Gathers what arrives, for tests that wait for it: for a condition, with a time limit, never for some time. */
export class Collector<T> {
  readonly seen: T[] = [];
  readonly #waiting = new Set<Waiter<T>>();

  add(...items: T[]): void {
    this.seen.push(...items);
    for (const waiter of [...this.#waiting]) if (waiter.wanted(this.seen)) waiter.resolve();
  }

  /** @throws when the limit passes first, saying how much had arrived. `limitMs` in milliseconds. */
  async until(wanted: (seen: readonly T[]) => boolean, limitMs = 20_000): Promise<void> {
    if (wanted(this.seen)) return;
    await new Promise<void>((resolve, reject) => {
      const waiter: Waiter<T> = {
        wanted,
        resolve: () => {
          clearTimeout(timer);
          this.#waiting.delete(waiter);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(waiter);
        const last = JSON.stringify(this.seen.at(-1));
        reject(new Error(`Waited ${limitMs} ms; ${this.seen.length} had arrived, the last: ${last}`));
      }, limitMs);
      this.#waiting.add(waiter);
    });
  }

  async untilCount(count: number, limitMs?: number): Promise<void> {
    await this.until((seen) => seen.length >= count, limitMs);
  }
}
