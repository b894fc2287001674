import type { NameClass, Named } from './name-index.js';
import { classesByName, NameIndex } from './name-index.js';
import { namesAgree } from './names.js';

/**
 * All pairs of these rows whose names agree, as groups of which every two agree: rows of one name stand together, so a
 * thousand of them are one group and not half a million pairs. A row without a name is in none.
 */
export function agreeingGroups<Row extends Named>(rows: Iterable<Row>): (readonly Row[])[] {
  const classes = classesByName(rows);
  const agreeing = classes.length > FEW ? pairsByIndex(classes) : pairsByComparing(classes);
  return boundedGroups(classes.flat(), inGroups(classes, agreeing));
}

/**
 * Groups of some of these rows; all of them as one group where so many pairs agree that hardly a row is left out of any: a
 * hundred without a forename beside a hundred without a surname. Who is alike to whom is then said too strictly, and what
 * is kept of it grows with the rows.
 */
export function boundedGroups<Row>(
  rows: readonly Row[],
  groups: Iterable<readonly Row[]>,
): (readonly Row[])[] {
  const found: (readonly Row[])[] = [];
  let entries = 0;
  for (const group of groups) {
    entries += group.length;
    if (entries > MOST_FOR_EACH * rows.length) return [rows];
    found.push(group);
  }
  return found;
}

/** In so many groups a row stands at most, on average: twenty rows cannot be in more. */
const MOST_FOR_EACH = 20;

function* inGroups<Row>(
  classes: readonly NameClass<Row>[],
  agreeing: Iterable<Pair<Row>>,
): Generator<readonly Row[]> {
  const alone = new Set(classes.filter((rowsOfName) => rowsOfName.length > 1));
  for (const [one, other] of agreeing) {
    yield [...one, ...other];
    alone.delete(one);
    alone.delete(other);
  }
  yield* alone;
}

/** Most values and children have a handful of names: to build an index for them would cost more than it saves. */
const FEW = 12;

type Pair<Row> = [NameClass<Row>, NameClass<Row>];

function* pairsByComparing<Row extends Named>(classes: readonly NameClass<Row>[]): Generator<Pair<Row>> {
  for (const [place, one] of classes.entries()) {
    for (let next = place + 1; next < classes.length; next += 1) {
      const other = classes[next];
      if (other && namesAgree(one[0].name, other[0].name)) yield [one, other];
    }
  }
}

function* pairsByIndex<Row extends Named>(classes: readonly NameClass<Row>[]): Generator<Pair<Row>> {
  const index = new NameIndex(classes);
  for (const one of classes) {
    for (const other of index.agreeingWith(one[0].name)) {
      if (one[0].nameKey < other[0].nameKey) yield [one, other];
    }
  }
}

/** More contacts than a child has: a pupil whom an office made up to try something, or to park people under. */
const CROWD = 50;

/**
 * Compares the contacts of connected children, as `agreeingGroups` does, set after set of one school. A crowd under one
 * child stands in the set of each of its contacts; it is not compared with itself each time, since whoever stands under
 * one child is compared there.
 */
export class FamilyGroups<Row extends Named> {
  readonly #byChild: ReadonlyMap<string, readonly Row[]>;
  readonly #crowds = new Map<string, NameIndex<Row>>();
  readonly #comparedCrowds = new Set<string>();

  constructor(byChild: ReadonlyMap<string, readonly Row[]>) {
    this.#byChild = byChild;
  }

  of(children: readonly string[]): (readonly Row[])[] {
    const contacts = new Set(children.flatMap((child) => this.#contactsOf(child)));
    return boundedGroups([...contacts], this.#groupsOf(children));
  }

  *#groupsOf(children: readonly string[]): Generator<readonly Row[]> {
    const crowded = children.filter((child) => this.#contactsOf(child).length > CROWD);
    const others = children.filter((child) => !crowded.includes(child));
    const contacts = new Set(others.flatMap((child) => this.#contactsOf(child)));
    yield* agreeingGroups(contacts);
    if (crowded.length === 0) return;
    const classes = classesByName(contacts);
    for (const [place, child] of crowded.entries()) {
      yield* this.#withCrowd(classes, child);
      for (const other of crowded.slice(place + 1)) yield* this.#crowdWithCrowd(child, other);
    }
  }

  *#crowdWithCrowd(one: string, other: string): Generator<readonly Row[]> {
    const key = JSON.stringify([one, other]);
    if (this.#comparedCrowds.has(key)) return;
    this.#comparedCrowds.add(key);
    yield* this.#withCrowd(classesByName(this.#contactsOf(one)), other);
  }

  *#withCrowd(classes: readonly NameClass<Row>[], child: string): Generator<readonly Row[]> {
    const crowd = this.#crowds.get(child) ?? new NameIndex(classesByName(this.#contactsOf(child)));
    this.#crowds.set(child, crowd);
    for (const rows of classes) {
      for (const agreeing of crowd.agreeingWith(rows[0].name)) yield [...rows, ...agreeing];
    }
  }

  #contactsOf(child: string): readonly Row[] {
    return this.#byChild.get(child) ?? [];
  }
}
