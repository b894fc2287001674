/** So long a hold may go unanswered, or stay discarded, before readers do not see what is held any more (design section 3, hold). */
export const HOLD_PATIENCE_DAYS = 30;

const DAY_MS = 24 * 60 * 60 * 1000;

/** From when on readers do not see what has waited unanswered, or discarded, since a moment. Both ISO 8601. */
export const hiddenAfter = (since: string): string =>
  new Date(Date.parse(since) + HOLD_PATIENCE_DAYS * DAY_MS).toISOString();
