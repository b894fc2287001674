/** What a history showed that must never be. */
export class Violation extends Error {
  readonly code = 'VIOLATION';

  /** @param property which of the properties does not hold, in a word. */
  constructor(
    readonly property: string,
    message: string,
  ) {
    super(`${property}: ${message}`);
    this.name = 'Violation';
  }
}
