import { bareName } from '../bare-name.js';

/** What a name in a row may be: a flag, or the way to where flags stand; in the spelling that is asked for. */
export interface NameMeaning {
  flag?: string | undefined;
  way?: string | undefined;
  /** What stands under it says nothing of the flags. */
  isApart?: boolean;
}

const NOTHING: NameMeaning = {};

/** Rows have the same few names by the thousand; a source that invents names must not fill the memory. */
const MOST_KNOWN = 1000;
/** Nor one that has names of a megabyte. */
const LONGEST_KNOWN = 64;

/**
 * The flags that belong into the record `holder` of a row, and the names by which a row may say them: their own, or one
 * that differs only in case, blanks and punctuation.
 */
export class FlagNames<Flag extends string = string> {
  readonly #meanings = new Map<string, NameMeaning>();
  readonly #known = new Map<string, NameMeaning>();

  constructor(
    readonly holder: string,
    readonly flags: readonly Flag[],
    apart: readonly string[] = [],
  ) {
    for (const name of apart) this.#meanings.set(bareName(name), { isApart: true });
    for (const flag of flags) this.#meanings.set(bareName(flag), { flag });
    for (const way of [holder, 'data']) {
      const name = bareName(way);
      this.#meanings.set(name, { ...this.#meanings.get(name), way });
    }
  }

  /** What the name means, in whatever spelling; nothing when it is neither a flag nor where flags belong. */
  meaningOf(name: string): NameMeaning {
    const known = this.#known.get(name);
    if (known) return known;
    const meaning = this.#meanings.get(bareName(name)) ?? NOTHING;
    if (name.length <= LONGEST_KNOWN && this.#known.size < MOST_KNOWN) this.#known.set(name, meaning);
    return meaning;
  }
}
