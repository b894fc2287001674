/**
 * What one list may spend on failing requests, over all its pages: so that reading a kind from a source that keeps
 * failing ends within two and a half minutes, however its failures are spread, and in however many ways it is asked for.
 */
export class RetryBudget {
  readonly #totalMs: number;
  #spentMs = 0;

  constructor(totalMs: number) {
    this.#totalMs = totalMs;
  }

  /** What is left when the request at hand has been failing for this long. */
  remainingMs(failingForMs: number): number {
    return this.#totalMs - this.#spentMs - failingForMs;
  }

  spend(ms: number): void {
    this.#spentMs += ms;
  }
}
