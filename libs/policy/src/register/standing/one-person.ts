import { listIn } from '../../grouped.js';
import type { Row } from '../memory/register.js';
import type { Sight } from '../memory/sight.js';

interface Carriers {
  byName: Map<string, string[]>;
  /** Who carried the key before it was under too many names. */
  before: string[];
}
const NAMELESS = '';

/**
 * Who is one person with whom, as far as a restriction may reach (restrictions.md, Adult and rules 8 and 13).
 */
export class OnePerson {
  readonly #sight: Sight;
  /** Adults whose rows all reach just each other, by each of their rows: fifteen hundred rows may be one. */
  readonly #adults = new Map<string, readonly string[]>();
  readonly #names = new Map<string, string>();
  /** Who carries a key that is under too many names, by those names. */
  readonly #carriers = new Map<string, Carriers>();

  constructor(sight: Sight) {
    this.#sight = sight;
  }

  /** Whether a word tells the two rows apart, and nothing has joined them since. */
  areApart(a: string, b: string): boolean {
    const { words, register, through } = this.#sight;
    const apart = (words.apart.get(a) ?? []).filter((word) => word.rows.has(b) && word.revision <= through);
    if (apart.length === 0) return false;
    const last = Math.max(...apart.map((word) => word.revision));
    if ((words.joined.get(a) ?? []).some((word) => word.rows.has(b) && word.revision > last)) return false;
    const shown = Math.max(...apart.map((word) => word.shown));
    const [one, other] = [register.rows.get(a), register.rows.get(b)];
    // A person key that they come to share later joins them again.
    return !sharedKeys(one, other).some((key) => carriedSince(one, other, key).revision > shown);
  }

  /** Whether anything was said that tells this row apart from any other. */
  isToldApart(row: string): boolean {
    return this.#sight.words.apart.has(row);
  }

  /**
   * All rows of the adult of `row`, itself among them. Nobody who was told apart from it, whatever the way.
   *
   * @param since the revision at which the restriction of `row` was first read; -1 for a block.
   */
  adultOf(row: string, since: number): readonly string[] {
    const known = this.#adults.get(row);
    if (known) return known;
    const adult = this.#reach(
      row,
      true,
      since,
      (from, to, key) => from.kind === to.kind && this.#joins(from, to, key, since),
    );
    if (this.#isAlikeForAll(adult)) for (const one of adult) this.#adults.set(one, adult);
    return adult;
  }

  /** Whether each of the adult's rows reaches just these: nobody is told apart, and no `upi` is under too many names. */
  isWhole(adult: readonly string[]): boolean {
    return adult[0] !== undefined && this.#adults.get(adult[0]) === adult;
  }

  #isAlikeForAll(adult: readonly string[]): boolean {
    const { register } = this.#sight;
    return adult.every(
      (row) =>
        !this.isToldApart(row) &&
        ![...(register.rows.get(row)?.persons.keys() ?? [])].some((key) => register.overflow.has(key)),
    );
  }

  /** One name for all rows of an adult. */
  nameOf(row: string): string {
    const known = this.#names.get(row);
    if (known !== undefined) return known;
    const adult = this.adultOf(row, -1);
    const name = adult.reduce((first, other) => (other < first ? other : first), row);
    for (const one of this.isWhole(adult) ? adult : [row]) this.#names.set(one, name);
    return name;
  }

  /** All rows that a block of `row` covers: the person in every role, save under names that differed from the first. */
  personOf(row: string): string[] {
    return this.#reach(row, false, -1, (from, to, key) => {
      if (from.kind === 'student' && to.kind === 'student')
        return !this.#sight.register.areTwoPupils(from.key, to.key);
      if (from.kind === to.kind) return this.#joins(from, to, key, -1);
      return !this.#sight.register.differ(from.key, to.key) && this.#joins(from, to, key, -1);
    });
  }

  /** The record keys under which a pupil was ever known; two that one reading showed are two. */
  pupilIds(child: string): string[] {
    const { register } = this.#sight;
    const row = register.rows.get(child);
    if (!row || row.persons.size === 0) return [child];
    const ids = new Set([child]);
    for (const key of row.persons.keys()) {
      if (register.overflow.has(key)) continue;
      for (const other of register.byPerson.get(key) ?? []) {
        if (register.rows.get(other)?.kind === 'student' && !register.areTwoPupils(child, other))
          ids.add(other);
      }
    }
    return [...ids];
  }

  #reach(
    start: string,
    isOneKind: boolean,
    since: number,
    isJoined: (from: Row, to: Row, key: string) => boolean,
  ): string[] {
    const { register, words } = this.#sight;
    const found = new Set([start]);
    const taken = new Set<string>();
    for (const key of found) {
      const row = register.rows.get(key);
      for (const word of words.joined.get(key) ?? []) {
        for (const other of word.rows) if (!this.#mayNotReach(start, key, other)) found.add(other);
      }
      for (const person of row?.persons.keys() ?? []) {
        // Rows that reach the same others through a key ask once: fifteen hundred may share one.
        const way = row && isOneKind ? this.#wayOf(row, person) : undefined;
        if (way !== undefined && taken.has(way)) continue;
        if (way !== undefined) taken.add(way);
        for (const other of row ? this.#mayJoin(row, person, since) : []) {
          if (found.has(other) || this.#mayNotReach(start, key, other)) continue;
          const to = register.rows.get(other);
          if (row && to && isJoined(row, to, person)) found.add(other);
        }
      }
    }
    return [...found];
  }

  /** Rows with the same way reach the same rows through the key; undefined where words make each row its own case. */
  #wayOf(row: Row, key: string): string | undefined {
    const { register, words } = this.#sight;
    if (words.apart.size > 0) return undefined;
    const overflow = register.overflow.get(key);
    if (!overflow) return key;
    const isBefore = (row.persons.get(key)?.run ?? Infinity) < overflow.run;
    return `${key} ${isBefore} ${[...row.names].sort().join()}`;
  }

  /** The rows that the key may join with this one: of a key under too many names only few, of many thousands perhaps. */
  #mayJoin(row: Row, key: string, since: number): Iterable<string> {
    const { register } = this.#sight;
    const overflow = register.overflow.get(key);
    if (!overflow || row.kind === 'student') return register.byPerson.get(key) ?? [];
    const carriers = this.#carriersOf(key, overflow.run);
    const names = row.names.size > 0 ? row.names : [NAMELESS];
    const alike = [...names].flatMap((name) => carriers.byName.get(name) ?? []);
    return since < overflow.revision ? [...alike, ...carriers.before] : alike;
  }

  #carriersOf(key: string, overflow: number): Carriers {
    const known = this.#carriers.get(key);
    if (known) return known;
    const { register } = this.#sight;
    const carriers: Carriers = { byName: new Map(), before: [] };
    for (const other of register.byPerson.get(key) ?? []) {
      const row = register.rows.get(other);
      if (!row) continue;
      for (const name of row.names.size > 0 ? row.names : [NAMELESS])
        listIn(carriers.byName, name).push(other);
      if ((row.persons.get(key)?.run ?? Infinity) < overflow) carriers.before.push(other);
    }
    this.#carriers.set(key, carriers);
    return carriers;
  }

  #mayNotReach(start: string, from: string, to: string): boolean {
    if (this.#sight.words.apart.size === 0) return false;
    return this.areApart(start, to) || this.areApart(from, to);
  }

  /** Whether a person key makes two rows one: not one under too many names, save for what it had joined before. */
  #joins(from: Row, to: Row, key: string, since: number): boolean {
    const overflow = this.#sight.register.overflow.get(key);
    if (!overflow) return true;
    for (const name of from.names) if (to.names.has(name)) return true;
    if (from.names.size === 0 && to.names.size === 0) return true;
    return since < overflow.revision && carriedSince(from, to, key).run < overflow.run;
  }
}

const sharedKeys = (a: Row | undefined, b: Row | undefined) =>
  [...(a?.persons.keys() ?? [])].filter((key) => b?.persons.has(key));

/** Since which reading both carry the key. */
function carriedSince(
  a: Row | undefined,
  b: Row | undefined,
  key: string,
): { run: number; revision: number } {
  const [one, other] = [a?.persons.get(key), b?.persons.get(key)];
  return {
    run: Math.max(one?.run ?? Infinity, other?.run ?? Infinity),
    revision: Math.max(one?.revision ?? Infinity, other?.revision ?? Infinity),
  };
}
