import type { KeptOutBy, WayIn } from './out-or-in.js';

/** People and the school days that they spent so, taken together. */
export interface Tally {
  people: number;
  days: number;
}

export interface YearFigures {
  rows: number;
  /** People truly under an order at some time of the year. */
  underOrder: number;
  /** People truly free who would come in by their own row, and are kept out, altogether and by the first reason. */
  keptOut: Tally;
  by: Record<KeptOutBy, Tally>;
  /** Of them: for an order of their own that has ended, and for one of somebody else. */
  rightPerson: Tally;
  twoPeople: Tally;
  /** Those of `twoPeople` that are alike, and made again. */
  mistaken: { alike: Tally; 'made-again': Tally };
  /** Rows that are two people with a restricted one, in effect or not. */
  mistakenRows: number;
  /** At the end of the year. */
  stillOut: number;
  /** People truly under an order who are in. */
  in: Record<WayIn, Tally>;
  /** The decisions that an office would take from its list in a year. */
  words: number;
}

/** Counts people once, and their days. */
export class Counting {
  readonly #daysOf = new Map<string, number>();

  add(person: string): void {
    this.#daysOf.set(person, (this.#daysOf.get(person) ?? 0) + 1);
  }

  get tally(): Tally {
    return {
      people: this.#daysOf.size,
      days: [...this.#daysOf.values()].reduce((sum, days) => sum + days, 0),
    };
  }
}
