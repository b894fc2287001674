const TICKS = 10;

/**
 * Notices that nothing was heard for a while. It counts ticks instead of comparing times, so that a process that was
 * stopped for long and goes on is not thought deaf.
 */
export class Silence {
  readonly #timer: NodeJS.Timeout;
  #ticks = 0;

  /** @param excused says whether nobody need be heard now. */
  constructor(limitMs: number, excused: () => boolean, onSilence: () => void) {
    this.#timer = setInterval(() => {
      this.#ticks = excused() ? 0 : this.#ticks + 1;
      if (this.#ticks < TICKS) return;
      this.end();
      onSilence();
    }, limitMs / TICKS).unref();
  }

  /** Something was heard. */
  break(): void {
    this.#ticks = 0;
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
