import type {
  CarriedRow,
  EventOf,
  PupilsUnsettled,
  ReadingWhole,
  RegisterInput,
  RegisterKind,
} from '@gatehouse/schemas';
import { UNKNOWN_CHILD } from '@gatehouse/schemas';
import { setIn } from '../../grouped.js';
import type { AlikeRows } from './alike-groups.js';
import { AlikeGroups } from './alike-groups.js';
import type { RestrictionEvent } from './evolve-register.js';
import { checkForm, takeIn } from './evolve-register.js';
import type { Input } from './remembered-inputs.js';
import { RememberedInputs } from './remembered-inputs.js';

/** When something was read or written: the run (-1: before there was a register), and the revision in `restrictions-`. */
export interface Reading {
  run: number;
  day: string;
  revision: number;
}

/** A contact's row under a pupil. */
export interface Link {
  row: string;
  child: string;
  first: Reading;
  /** The last whole reading that showed the pupil did not show the link; `lastShown` is the day of the one before. */
  missing: { lastShown: string } | undefined;
  /** Shown by the last whole reading before the blank ones began. */
  shownBeforeBlank: boolean;
}

export interface Row {
  key: string;
  kind: RegisterKind;
  isLoose: boolean;
  /** Taken over from ledgers that remembered by themselves. */
  isSeeded: boolean;
  first: Reading;
  /** Each person key with the reading that first showed it. */
  persons: Map<string, Reading>;
  names: Set<string>;
  links: Map<string, Link>;
  /** Of a pupil: the last whole reading did not show it. */
  gone: { lastShown: string } | undefined;
  /** Of a pupil: the day of the first of the whole readings, up to the last, that did not show whose its contacts are. */
  unsettledSince: string | undefined;
}

/** More different names than this under one `upi`, and it is nobody's (restrictions.md, Adult). */
export const MOST_NAMES = 8;

/**
 * The memory of what restricts, folded from a school's `restrictions-` stream (restrictions.md): which values were read,
 * on which rows, and what has ended them in that stream. What people said and which runs completed is folded beside it
 * (`Words`, `Runs`), so that the order in which the streams are read means nothing.
 */
export class Register {
  revision = -1;
  isSeeded = false;
  /** The newest run that fenced off older ones; -1 for none. */
  fencedBy = -1;
  readonly rows = new Map<string, Row>();
  readonly byPerson = new Map<string, Set<string>>();
  /** Contacts by the pupil under whom they were ever read. */
  readonly byChild = new Map<string, Set<string>>();
  readonly remembered = new RememberedInputs();
  readonly alike = new AlikeGroups();
  readonly #differ = new Set<string>();
  readonly #namesOf = new Map<string, Set<string>>();
  /** Person keys that were read under too many names, with the reading that showed the first too many. */
  readonly overflow = new Map<string, Reading>();
  /** Pairs of pupils that one reading showed, although they share a person key: two children. */
  readonly #twoPupils = new Set<string>();
  lastWhole: { contact?: Reading; employee?: Reading } = {};
  #wholeBefore: { contact?: Reading | undefined; employee?: Reading | undefined } = {};
  /** Days on which there was a whole reading of contacts, each once, in order. */
  readonly days: string[] = [];
  readonly had = { courtOrderFalse: false, responsibility: false, current: false };
  /** The first of the blank readings that no reading with a `false` has ended. */
  blank: Reading | undefined;
  /** The revision of the last event that reads something as restricting. */
  restricting = -1;

  /** @throws RegisterEventUnreadable when the event does not fit its schema, or is of a newer version. */
  evolve(event: RestrictionEvent): void {
    checkForm(event);
    this.append(event);
  }

  /** Takes in an event that was not read but made here, so that its form is known. */
  append(event: RestrictionEvent): void {
    this.revision = event.revision;
    takeIn(this, event);
  }

  differ(a: string, b: string): boolean {
    return this.#differ.has(pairName(a, b));
  }

  areTwoPupils(a: string, b: string): boolean {
    return this.#twoPupils.has(pairName(a, b));
  }

  /** Inputs of which something is remembered, by name. */
  get inputs(): ReadonlyMap<string, Input> {
    return this.remembered.byName;
  }

  get inputsOfRow(): ReadonlyMap<string, readonly Input[]> {
    return this.remembered.ofRow;
  }

  inputOf(row: string, child: string | undefined, input: RegisterInput): Input | undefined {
    return this.remembered.of(row, child, input);
  }

  /** The rows that a reading showed as alike to this one, each with the first such reading. */
  alikeTo(row: string): ReadonlyMap<string, Reading> {
    return this.alike.to(row);
  }

  alikeGroupsOf(row: string): readonly AlikeRows[] {
    return this.alike.groupsOf(row);
  }

  /** Rows that are alike to any other. */
  get alikeRows(): Iterable<string> {
    return this.alike.rows;
  }

  /** Whether all these rows are known to be alike, any two of them, by one group. */
  areKnownAlike(rows: readonly string[]): boolean {
    return this.alike.areKnown(rows);
  }

  linkOf(row: string, child: string): Link | undefined {
    return this.rows.get(row)?.links.get(child);
  }

  /** Whether the last whole reading showed the link: the pupil, and the row under it. */
  isShown(row: string, child: string): boolean {
    const link = this.linkOf(row, child);
    return link !== undefined && !link.missing && !this.rows.get(child)?.gone;
  }

  /** Whether the whole readings say nothing of whose contacts the child's are, and so end nothing there. */
  isUnsettled(child: string): boolean {
    return child === UNKNOWN_CHILD || this.rows.get(child)?.unsettledSince !== undefined;
  }

  /** The day of the last whole reading that showed a link which is not shown now. */
  lastShown(link: Link): string | undefined {
    return link.missing?.lastShown ?? this.rows.get(link.child)?.gone?.lastShown;
  }

  carry(kind: RegisterKind, carried: CarriedRow, at: Reading): void {
    const row = this.#row(kind, carried, at);
    for (const person of carried.persons ?? []) {
      if (!row.persons.has(person)) row.persons.set(person, at);
      setIn(this.byPerson, person).add(row.key);
    }
    if (carried.names !== undefined) row.names.add(carried.names);
    for (const person of row.persons.keys()) this.#count(person, row.names, at);
    for (const child of carried.children ?? []) this.#link(row, child, at);
  }

  #row(kind: RegisterKind, { row: key, loose }: CarriedRow, at: Reading): Row {
    const known = this.rows.get(key);
    if (known) return known;
    const row: Row = {
      key,
      kind,
      isLoose: loose === true,
      isSeeded: !this.isSeeded,
      first: at,
      persons: new Map(),
      names: new Set(),
      links: new Map(),
      gone: undefined,
      unsettledSince: undefined,
    };
    this.rows.set(key, row);
    return row;
  }

  #count(person: string, names: ReadonlySet<string>, at: Reading): void {
    const all = setIn(this.#namesOf, person);
    for (const name of names) all.add(name);
    if (all.size > MOST_NAMES && !this.overflow.has(person)) this.overflow.set(person, at);
  }

  #link(row: Row, child: string, at: Reading): void {
    if (row.links.has(child)) return;
    // Ledgers did not say whose contact somebody was who came in: what the first whole reading shows was always so.
    const first = row.isSeeded && !this.lastWhole.contact ? row.first : at;
    row.links.set(child, { row: row.key, child, first, missing: undefined, shownBeforeBlank: false });
    setIn(this.byChild, child).add(row.key);
  }

  tellNamesDiffer(a: string, b: string): void {
    this.#differ.add(pairName(a, b));
  }

  readWhole(said: EventOf<typeof ReadingWhole>['data'], at: Reading): void {
    // A long one comes in several events of one run.
    const last = this.lastWhole[said.kind];
    if (last?.run !== at.run) this.#wholeBefore = { ...this.#wholeBefore, [said.kind]: last };
    const before = this.#wholeBefore[said.kind];
    if (said.had.current) this.had.current = true;
    if (said.kind === 'contact') {
      this.#readBlank(said.had.courtOrderFalse, at);
      if (said.had.responsibility) this.had.responsibility = true;
      const lastShown = (first: string) => (before && before.day > first ? before.day : first);
      for (const { row, child } of said.noLonger) {
        const link = this.linkOf(row, child);
        if (link) link.missing = { lastShown: lastShown(link.first.day) };
      }
      for (const { row, child } of said.again) {
        const link = this.linkOf(row, child);
        if (link) link.missing = undefined;
      }
      for (const key of said.pupilsGone) {
        const pupil = this.rows.get(key);
        if (pupil) pupil.gone = { lastShown: lastShown(pupil.first.day) };
      }
      for (const key of said.pupilsBack) {
        const pupil = this.rows.get(key);
        if (pupil) pupil.gone = undefined;
      }
      if (this.days.at(-1) !== said.day) this.days.push(said.day);
      // Who is one child is told from all pupils of a reading together.
      if (!said.more) this.#tellPupilsApart();
    }
    this.lastWhole = { ...this.lastWhole, [said.kind]: at };
  }

  unsettle({ day, unsettled, settled }: EventOf<typeof PupilsUnsettled>['data']): void {
    for (const [since, pupils] of [
      [day, unsettled],
      [undefined, settled],
    ] as const) {
      for (const key of pupils) {
        const pupil = this.rows.get(key);
        if (pupil) pupil.unsettledSince = since;
      }
    }
  }

  #readBlank(hadFalse: boolean | undefined, at: Reading): void {
    if (hadFalse === undefined) return;
    if (hadFalse) {
      this.had.courtOrderFalse = true;
      this.blank = undefined;
    } else if (this.had.courtOrderFalse && !this.blank) {
      this.blank = at;
      // A run that read only some pages, and then this one again, makes no link an old one.
      const lastWhole = this.lastWhole.contact?.revision ?? -1;
      for (const { links } of this.rows.values()) {
        for (const link of links.values()) {
          link.shownBeforeBlank = link.first.revision <= lastWhole && this.isShown(link.row, link.child);
        }
      }
    }
  }

  /** Pupils of one person key that stand side by side in a whole reading are two children, now and later. */
  #tellPupilsApart(): void {
    for (const rows of this.byPerson.values()) {
      if (rows.size < 2) continue;
      const shown = [...rows].filter((key) => isPupilShown(this.rows.get(key)));
      if (shown.length > MOST_NAMES * MOST_NAMES) continue;
      shown.forEach((a, i) => shown.slice(i + 1).forEach((b) => this.#twoPupils.add(pairName(a, b))));
    }
  }
}

const isPupilShown = (row: Row | undefined) =>
  row?.kind === 'student' && !row.gone && row.unsettledSince === undefined;

export const pairName = (a: string, b: string) => (a < b ? `${a} ${b}` : `${b} ${a}`);
