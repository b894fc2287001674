/** What was started, to be ended in the opposite order or at once, each exactly once, whatever happened in between. */
export class Undoing {
  readonly #steps: (() => Promise<void>)[] = [];

  add(step: () => Promise<void>): void {
    this.#steps.push(step);
  }

  /** Runs all steps, also when one fails. @throws the first failure, at the end. */
  async all(): Promise<void> {
    const failures: unknown[] = [];
    for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
      await step().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Runs all steps at the same time, where none needs what another ends. @throws the first failure, when all are over. */
  async atOnce(): Promise<void> {
    const ended = await Promise.allSettled(this.#steps.splice(0).map((step) => step()));
    const failed = ended.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }
}
