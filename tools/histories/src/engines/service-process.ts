import type { Trouble } from '../history/history.js';

/** What never comes: the answer to a process that is dead. */
const never = () => new Promise<never>(() => undefined);

/**
 * A process in which a service lives. Every call of its engines goes through it, so that it can end, or be held up,
 * between any two of its durable steps.
 */
export class ServiceProcess {
  /** Calls of engines and handlers that are under way. */
  busy = 0;
  steps = 0;
  #trouble: Trouble | undefined;
  #onTrouble: () => void = () => undefined;
  #held: Promise<void> | undefined;
  #release: () => void = () => undefined;
  #isDead = false;

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Neither dead nor held up. */
  get isRunning(): boolean {
    return !this.#isDead && !this.#held;
  }

  expect(trouble: Trouble | undefined, onTrouble: () => void): void {
    this.#trouble = trouble;
    this.#onTrouble = onTrouble;
    this.steps = 0;
  }

  /** A call that leaves nothing behind. */
  async call<T>(work: () => Promise<T> | T): Promise<T> {
    await this.#passed();
    return this.#counted(work);
  }

  /** A call that leaves something behind. */
  async step<T>(work: () => Promise<T> | T): Promise<T> {
    await this.#passed();
    this.steps += 1;
    const trouble = this.#trouble?.at === this.steps ? this.#trouble : undefined;
    if (!trouble) return this.#counted(work);
    this.#trouble = undefined;
    if (trouble.how === 'dies-after') await work();
    if (trouble.how === 'held-up') this.#hold();
    else this.#isDead = true;
    this.#onTrouble();
    await this.#passed();
    return this.#counted(work);
  }

  /** Goes on where it was held up. */
  release(): void {
    this.#held = undefined;
    this.#release();
  }

  kill(): void {
    this.#isDead = true;
    this.release();
  }

  #hold(): void {
    this.#held = new Promise((resolve) => (this.#release = resolve));
  }

  async #passed(): Promise<void> {
    if (this.#held) await this.#held;
    if (this.#isDead) await never();
  }

  async #counted<T>(work: () => Promise<T> | T): Promise<T> {
    this.busy += 1;
    try {
      const result = await work();
      await this.#passed();
      return result;
    } finally {
      this.busy -= 1;
    }
  }
}
