/** Why a record stands no longer, as far as a hold asks: those who went by a person's word, or ended, count no more. */
export type StayEnd = 'gone' | 'approved' | 'ended' | 'other';

/** A time in which a record stood in one ledger: imported, excluded or held, without a break. */
export interface Stay {
  recordKey: string;
  /** ISO 8601. */
  from: string;
  /** The run that wrote the first line. */
  run: number;
  /** When it ended, by which run, and how; undefined while it stands. */
  end: { at: string; run: number; how: StayEnd } | undefined;
}

/** By what it is told who stood: a moment, ISO 8601, or the end of a run, by its number. */
export type Measure = string | number;

/** Whether the stay covers the measure: also the moment, or the run, in which it began; not that in which it ended. */
export const covers = ({ from, run, end }: Stay, measure: Measure): boolean =>
  typeof measure === 'string'
    ? from <= measure && (end === undefined || end.at > measure)
    : run <= measure && (end === undefined || end.run > measure);
