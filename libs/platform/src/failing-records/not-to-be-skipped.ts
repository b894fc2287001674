/** Work failed that is not about the record in hand: nobody may be left in because a record was put away for it. */
export class NotToBeSkipped extends Error {
  readonly code = 'NOT_TO_BE_SKIPPED';
  constructor(options: ErrorOptions) {
    super(
      'Work failed that may not be skipped: it is repeated until it passes or its run has ended.',
      options,
    );
    this.name = 'NotToBeSkipped';
  }
}
