/** Lets one piece of work after the other be done for a school, in the order in which they came. */
export class SchoolTurns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Does the work when what came before it for the school has ended, however it ended; gives its outcome. */
  take<T>(schoolId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(schoolId) ?? Promise.resolve();
    const turn = before.then(work, work);
    this.#last.set(schoolId, turn);
    const forget = () => {
      if (this.#last.get(schoolId) === turn) this.#last.delete(schoolId);
    };
    turn.then(forget, forget);
    return turn;
  }
}
