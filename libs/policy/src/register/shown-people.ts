import type { NameParts } from '../people/names.js';
import { namesDiffer } from '../people/names.js';
import type { Register } from './register.js';
import { MOST_NAMES, pairName } from './register.js';

/** A person as a run shows it, of any kind. Names in clear stay in memory. */
export interface ShownPerson {
  row: string;
  persons: readonly string[];
  names: string | undefined;
  parts: NameParts;
}

/** More rows than this under one person key tell nothing of each other. */
const MOST_ROWS = 64;

/** Everybody whom one run has shown so far, by person key: to see who of one key came under different names. */
export class ShownPeople {
  readonly #byPerson = new Map<string, Map<string, NameParts>>();

  /**
   * Takes people in.
   *
   * @returns the pairs of a person key that this is the first reading to show together, under names that differ
   * (restrictions.md, rule 13). Two that were both known before count as no such pair: an earlier reading showed them,
   * and a later change of name frees nobody.
   */
  add(people: readonly ShownPerson[], register: Register, run: number): [string, string][] {
    const pairs = new Map<string, [string, string]>();
    const isNew = (row: string) => (register.rows.get(row)?.first.run ?? run) === run;
    for (const { row, persons, parts } of people) {
      for (const person of persons) {
        const shown = this.#byPerson.get(person) ?? new Map<string, NameParts>();
        this.#byPerson.set(person, shown);
        if (shown.size <= MOST_ROWS && !register.overflow.has(person)) {
          for (const [other, theirs] of shown) {
            if (other === row || !(isNew(row) || isNew(other)) || register.differ(row, other)) continue;
            if (namesDiffer(parts, theirs))
              pairs.set(pairName(row, other), row < other ? [row, other] : [other, row]);
          }
        }
        if (!shown.has(row)) shown.set(row, parts);
      }
    }
    return pairs.size > MOST_ROWS * MOST_NAMES ? [] : [...pairs.values()];
  }
}
