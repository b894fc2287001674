import { FREE } from '../../src/index.js';
import type { ContactStands, RegisterScene } from '../a-register.js';
import { keyOf } from '../a-source.js';
import type { LivingSchool, MisRow } from './living-school.js';
import type { KeptOutBy } from './out-or-in.js';
import { KEPT_OUT_BY, ShownRows, WAYS_IN, whyKeptOut } from './out-or-in.js';
import type { YearFigures } from './year-figures.js';
import { Counting } from './year-figures.js';

/** Sets what the register answers each night beside the truth. */
export class JudgedNights {
  readonly #scene: RegisterScene;
  readonly #school: LivingSchool;
  readonly #persons = new Map<string, string>();
  readonly #shown = new ShownRows();
  readonly #keptOut = new Counting();
  readonly #by = countings(KEPT_OUT_BY);
  readonly #right = new Counting();
  readonly #two = new Counting();
  readonly #mistaken = countings(['alike', 'made-again'] as const);
  readonly #mistakenRows = new Set<string>();
  readonly #in = countings(WAYS_IN);
  #last: readonly ContactStands[] = [];
  #outToday = new Set<string>();

  constructor(scene: RegisterScene, school: LivingSchool) {
    this.#scene = scene;
    this.#school = school;
  }

  readonly personOf = (row: string): string => {
    const person = this.#persons.get(row);
    if (person === undefined) throw new Error(`Nobody knows whose row ${row} was.`);
    return person;
  };

  /** Whose each row is, kept for when it is deleted. */
  rememberWho(): void {
    for (const { id, person } of this.#school.rows.values()) this.#persons.set(id, person);
  }

  /** @param contacts how everybody stands; nobody after a night that was not whole: then as the last one, or stricter. */
  judge(night: number, contacts: readonly ContactStands[]): void {
    if (contacts.length === 0) this.#judgeFailed();
    else {
      this.#last = contacts;
      this.#outToday = new Set();
      this.#judgeWhole(night, contacts);
    }
  }

  #judgeWhole(night: number, contacts: readonly ContactStands[]): void {
    const { everUnderOrder, rows, underOrder } = this.#school;
    for (const { id } of contacts) {
      const row = rows.get(id);
      if (row && everUnderOrder.has(row.person)) this.#shown.add(night, row);
    }
    const why = new Map<string, { by: KeptOutBy; isOther: boolean }>();
    for (const contact of contacts) {
      const row = rows.get(contact.id);
      if (!row) continue;
      if (underOrder.has(row.person)) this.#judgeUnderOrder(row, contact.comesWith().length > 0);
      else this.#judgeFree(row, contact, why);
    }
    for (const [person, { by, isOther }] of why) {
      this.#outToday.add(person);
      this.#keptOut.add(person);
      this.#by[by].add(person);
      (isOther ? this.#two : this.#right).add(person);
      if (isOther && (by === 'alike' || by === 'made-again')) this.#mistaken[by].add(person);
    }
  }

  #judgeUnderOrder(row: MisRow, isIn: boolean): void {
    if (!isIn) return;
    this.#in[this.#shown.wayIn(this.#scene, row)].add(row.person);
  }

  /** Of several rows of a person the one counts that is kept out for the strongest reason. */
  #judgeFree(
    row: MisRow,
    contact: ContactStands,
    why: Map<string, { by: KeptOutBy; isOther: boolean }>,
  ): void {
    const isNobodysParent = row.links.every(({ responsible }) => responsible !== 'true');
    if (contact.standing === FREE || isNobodysParent) return;
    if (contact.comesWith().length >= contact.byItself().length) return;
    const found = whyKeptOut(this.#scene, contact);
    if (!found) throw new Error(`${row.id} is kept out by nothing.`);
    const isOther = this.personOf(found.of) !== row.person;
    if (isOther) this.#mistakenRows.add(row.id);
    const known = why.get(row.person);
    if (!known || KEPT_OUT_BY.indexOf(found.by) < KEPT_OUT_BY.indexOf(known.by))
      why.set(row.person, { by: found.by, isOther });
  }

  /** Whoever was in stays in, but for those whom the pages that were read restrict. */
  #judgeFailed(): void {
    const { rows, underOrder } = this.#school;
    for (const contact of this.#last) {
      const { id } = contact;
      const row = rows.get(id);
      if (!row || !underOrder.has(row.person) || contact.comesWith().length === 0) continue;
      const { orders, unclear } = this.#scene.standings.of(keyOf('contact', id));
      if (orders.length + unclear.length === 0) this.#judgeUnderOrder(row, true);
    }
  }

  figures(words: number): YearFigures {
    return {
      rows: this.#last.length,
      underOrder: this.#school.everUnderOrder.size,
      keptOut: this.#keptOut.tally,
      by: talliesOf(this.#by),
      rightPerson: this.#right.tally,
      twoPeople: this.#two.tally,
      mistaken: talliesOf(this.#mistaken),
      mistakenRows: this.#mistakenRows.size,
      stillOut: this.#outToday.size,
      in: talliesOf(this.#in),
      words,
    };
  }
}

function countings<Name extends string>(names: readonly Name[]): Record<Name, Counting> {
  return Object.fromEntries(names.map((name) => [name, new Counting()])) as Record<Name, Counting>;
}

function talliesOf<Name extends string>(by: Record<Name, Counting>) {
  return Object.fromEntries(
    Object.entries<Counting>(by).map(([name, counting]) => [name, counting.tally]),
  ) as Record<Name, Counting['tally']>;
}
