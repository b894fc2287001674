import { bareName } from '../bare-name.js';

/** What a name in a row may be: a flag, or the way to where flags stand; in the spelling that is asked for. */
export interface NameMeaning {
  flag?: string | undefined;
  way?: string | undefined;
}

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
  readonly #known = new Map<string, NameMeaning | undefined>();

  constructor(
    readonly holder: string,
    readonly flags: readonly Flag[],
  ) {
    for (const flag of flags) this.#meanings.set(bareName(flag), { flag });
    for (const way of [holder, 'data']) {
      const name = bareName(way);
      this.#meanings.set(name, { ...this.#meanings.get(name), way });
    }
  }

  /** What the name means, in whatever spelling; undefined when it is neither a flag nor on the way to one. */
  meaningOf(name: string): NameMeaning | undefined {
    const known = this.#known.get(name);
    if (known !== undefined || this.#known.has(name)) return known;
    const meaning = this.#meanings.get(bareName(name));
    if (name.length <= LONGEST_KNOWN && this.#known.size < MOST_KNOWN) this.#known.set(name, meaning);
    return meaning;
  }
}
