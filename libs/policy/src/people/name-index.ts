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

/** Finds among many rows those whose names agree with a name, without comparing it with all of them. */
export class NameIndex<Row extends Named> {
  readonly #bySurname = new Map<string, NameClass<Row>[]>();
  readonly #byLetter = new Map<string, NameClass<Row>[]>();
  readonly #withoutSurname = new Map<string, NameClass<Row>[]>();

  constructor(classes: readonly NameClass<Row>[]) {
    for (const rows of classes) {
      const { surname } = rows[0].name;
      for (const word of surname.words) listIn(this.#bySurname, word).push(rows);
      for (const letter of lettersOf(rows[0].name)) {
        listIn(this.#byLetter, letter).push(rows);
        if (surname.words.length === 0) listIn(this.#withoutSurname, letter).push(rows);
      }
    }
  }

  /** Names agree by a word of the surname, or, where one of the two has none, by forenames of one first letter. */
  agreeingWith(name: NameParts): NameClass<Row>[] {
    const byForename = name.surname.words.length > 0 ? this.#withoutSurname : this.#byLetter;
    const found = new Set<NameClass<Row>>();
    for (const word of name.surname.words) this.#bySurname.get(word)?.forEach((rows) => found.add(rows));
    for (const letter of lettersOf(name)) byForename.get(letter)?.forEach((rows) => found.add(rows));
    return [...found].filter(([row]) => namesAgree(row.name, name));
  }
}

const lettersOf = ({ forename }: NameParts): Set<string> =>
  new Set(forename.words.map(([letter = '']) => letter));
