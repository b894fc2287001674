/** Something about the configuration keeps Gatehouse from starting. The message says what to do. Exit code 3. */
export class SetupError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'SetupError';
  }
}
