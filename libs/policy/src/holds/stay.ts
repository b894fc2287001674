/** Why a record stands no longer, as far as a hold asks: those who went by a person's word, or ended, count no more. */
export type StayEnd = 'gone' | 'approved' | 'ended' | 'other';

/** A time in which a record stood in one ledger: imported, excluded or held, without a break. */
export interface Stay {
  recordKey: string;
  /** ISO 8601. */
  from: string;
  /** The run that wrote the first line. */
  run: number;
  /** When it ended, and how; undefined while it stands. */
  end: { at: string; how: StayEnd } | undefined;
}

/** So many days a hold may go unanswered, or stay discarded, before readers do not see what is held any more. */
export const PATIENCE_WITH_HOLDS_DAYS = 30;

/** From when on readers do not see what is held since, or was discarded at, a time. Both ISO 8601. */
export const hiddenFrom = (time: string): string =>
  new Date(Date.parse(time) + PATIENCE_WITH_HOLDS_DAYS * 24 * 60 * 60 * 1000).toISOString();

/** Whether the stay covers a moment, ISO 8601: also its first, not its last. */
export const covers = ({ from, end }: Stay, moment: string): boolean =>
  from <= moment && (end === undefined || end.at > moment);
