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

/** Whether the stay covers a moment, ISO 8601: also its first, not its last. */
export const covers = ({ from, end }: Stay, moment: string): boolean =>
  from <= moment && (end === undefined || end.at > moment);
