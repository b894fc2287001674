import { listIn } from '../grouped.js';
import type { NameParts } from './names.js';
import { namesAgree } from './names.js';

export interface Named {
  readonly name: NameParts;
  /** `agreementKey` of the name, worked out once. */
  readonly nameKey: string;
}

/** The same for names that agree with the same names; '' when no part stands. */
export function agreementKey({ forename, surname }: NameParts): string {
  if (forename.words.length === 0 && surname.words.length === 0) return '';
  return `${forename.words.join('+')}|${surname.words.join('+')}`;
}

/** Rows of one name, at least one. */
export type NameClass<Row> = [Row, ...Row[]];

/** Rows by name; without those that have none. */
export function classesByName<Row extends Named>(rows: Iterable<Row>): NameClass<Row>[] {
  const classes = new Map<string, NameClass<Row>>();
  for (const row of rows) {
    if (row.nameKey === '') continue;
    const known = classes.get(row.nameKey);
    if (known) known.push(row);
    else classes.set(row.nameKey, [row]);
  }
  return [...classes.values()];
}

/**
 * Finds among many rows those whose names agree with a name. What it looks at nearly always agrees, so that a thousand
 * rows of one surname cost no more than a thousand of different ones.
 */
export class NameIndex<Row extends Named> {
  readonly #byKey = new Map<string, NameClass<Row>[]>();

  constructor(classes: readonly NameClass<Row>[]) {
    for (const rows of classes) {
      const { forename, surname } = rows[0].name;
      const surnames = surname.words.length > 0 ? [...surname.words, ANY] : [NONE, ANY];
      for (const word of surnames) {
        for (const key of keysUnder(forename.words)) listIn(this.#byKey, `${word}|${key}`).push(rows);
      }
    }
  }

  /** Names agree by a word of the surname and no other forename, or, where one of the two has none, by forenames. */
  agreeingWith({ forename, surname }: NameParts): NameClass<Row>[] {
    const found = new Set<NameClass<Row>>();
    const look = (word: string, keys: Iterable<string>) => {
      for (const key of keys) for (const rows of this.#byKey.get(`${word}|${key}`) ?? []) found.add(rows);
    };
    const agreeing = [...keysAgreeingWith(forename.words)];
    for (const word of surname.words) look(word, forename.words.length > 0 ? [...agreeing, NONE] : [ANY]);
    look(surname.words.length > 0 ? NONE : ANY, agreeing);
    return [...found].filter(([row]) => namesAgree(row.name, { forename, surname }));
  }
}

/** No word of a name has these signs. */
const NONE = '-';
const ANY = '*';

/** Where rows of these forenames are found: by each word, by its first letter, among those without any, among all. */
function keysUnder(forenames: readonly string[]): Set<string> {
  if (forenames.length === 0) return new Set([NONE, ANY]);
  return new Set([ANY, ...forenames, ...forenames.map((word) => `${letterOf(word)}${ANY}`)]);
}

/** Where rows are found whose forenames agree with these: the same word, its initial, and all words of an initial. */
function* keysAgreeingWith(forenames: readonly string[]): Generator<string> {
  for (const word of forenames) {
    const letter = letterOf(word);
    yield word;
    yield word === letter ? `${letter}${ANY}` : letter;
  }
}

const letterOf = ([letter = '']: string): string => letter;
