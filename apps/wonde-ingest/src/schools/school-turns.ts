import pLimit from 'p-limit';

/**
 * Lets one piece of work after the other be done for a school, in the order in which they came, and only so many at
 * once over all schools. One that waits for its school's turn holds nobody else up.
 */
export class SchoolTurns {
  readonly #last = new Map<string, Promise<unknown>>();
  readonly #limit: <T>(work: () => Promise<T>) => Promise<T>;

  constructor(atOnce: number) {
    this.#limit = pLimit(atOnce);
  }

  /** Does the work when what came before it for the school has ended, however it ended; gives its outcome. */
  take<T>(schoolId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(schoolId) ?? Promise.resolve();
    const begin = () => this.#limit(work);
    const turn = before.then(begin, begin);
    this.#last.set(schoolId, turn);
    const forget = () => {
      if (this.#last.get(schoolId) === turn) this.#last.delete(schoolId);
    };
    turn.then(forget, forget);
    return turn;
  }
}
