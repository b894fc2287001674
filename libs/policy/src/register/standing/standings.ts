import { UNKNOWN_CHILD } from '@gatehouse/schemas';
import type { AlikeRows } from '../memory/alike-groups.js';
import type { Held } from '../memory/remembered-inputs.js';
import type { Sight } from '../memory/sight.js';
import { effective } from '../memory/sight.js';
import { MOST_NAMED, Newcomers } from './made-again.js';
import { OnePerson } from './one-person.js';
import type { RestrictedAdult } from './restricted-adults.js';
import { restrictedAdults } from './restricted-adults.js';
import type { About, Standing, StandingOrder, StandingResponsibility, Unclear } from './standing.js';
import { FREE } from './standing.js';

interface Growing {
  block: Standing['block'];
  orders: StandingOrder[];
  unclear: Unclear[];
  responsibility: StandingResponsibility[];
  current: Held[];
  seen: Set<string>;
}

/**
 * What the register says of every row that anything is said of: each restriction is carried from the row it was read on
 * to whoever is, or may be, the same person. The work grows with what restricts, not with the school.
 */
export class Standings {
  readonly one: OnePerson;
  readonly #sight: Sight;
  readonly #of = new Map<string, Growing>();
  #isAnybodyBlocked: boolean | undefined;
  /** The rows of an adult as a set. */
  readonly #members = new Map<readonly string[], ReadonlySet<string>>();
  readonly #newcomers: Newcomers;
  /** How many restricted adults were carried through a group of alike rows to everybody in it. */
  readonly #carriedThrough = new Map<AlikeRows, number>();

  constructor(sight: Sight) {
    this.#sight = sight;
    this.one = new OnePerson(sight);
    this.#newcomers = new Newcomers(sight, this.one);
    for (const source of restrictedAdults(sight, this.one)) this.#carry(source);
    this.#carryResponsibility();
  }

  of(row: string): Standing {
    return this.#of.get(row) ?? FREE;
  }

  get isAnybodyBlocked(): boolean {
    return (this.#isAnybodyBlocked ??= [...this.#of.values()].some(({ block }) => block !== undefined));
  }

  /** The rows that anything is said of. */
  get rows(): Iterable<string> {
    return this.#of.keys();
  }

  #carry(source: RestrictedAdult): void {
    const { adult } = source;
    for (const order of source.orders) this.#addOrder(order.of, order);
    for (const order of this.#ofOthers(source.orders)) {
      for (const row of this.#whomItIsAbout(order, adult))
        if (row !== order.of) this.#addOrder(row, { ...order, via: 'person' });
    }
    const person = source.block ? this.one.personOf(source.block.of) : adult;
    if (source.block) for (const row of person) this.#grow(row).block ??= source.block;
    const known = new Set([...adult, ...person]);
    const mayBe = this.#carryLikeness(source, known);
    for (const row of new Set([...adult, ...mayBe])) this.#carryMadeAgain(source, known, row);
  }

  /** What the adult's other rows must know of the orders: where these count for the person, one of each class. */
  #ofOthers(orders: readonly StandingOrder[]): StandingOrder[] {
    if (this.#sight.settings.courtOrderScope === 'link') return [...orders];
    return [...new Map(orders.map((order) => [order.class, order])).values()];
  }

  /** The adult's rows for which the order means something: where it counts for a link, those read under its child. */
  #whomItIsAbout({ about }: { about: About }, adult: readonly string[]): readonly string[] {
    if (about === '*' || this.#sight.settings.courtOrderScope === 'person') return adult;
    return this.#readUnder(about, adult);
  }

  #readUnder(children: readonly string[], adult: readonly string[]): readonly string[] {
    if (adult.length === 1) return adult;
    const { register } = this.#sight;
    const rows = new Set(children.flatMap((child) => [...(register.byChild.get(child) ?? [])]));
    return adult.length < rows.size ? adult.filter((row) => rows.has(row)) : this.#among(rows, adult);
  }

  #among(rows: ReadonlySet<string>, adult: readonly string[]): string[] {
    const known = this.#members.get(adult) ?? new Set(adult);
    this.#members.set(adult, known);
    return [...rows].filter((row) => known.has(row));
  }

  /** @returns the rows that are alike to one of the adult's. */
  #carryLikeness(source: RestrictedAdult, adult: ReadonlySet<string>): Set<string> {
    const { register } = this.#sight;
    const alike = new Set<string>();
    for (const row of adult) {
      for (const group of register.alikeGroupsOf(row)) {
        if (this.#isCarriedEnough(group, source)) continue;
        for (const other of group.rows) {
          if (adult.has(other) || alike.has(other)) continue;
          if (this.one.areApart(row, other) || this.one.areApart(source.row, other)) continue;
          alike.add(other);
          for (const same of this.one.adultOf(other, source.since)) {
            if (!adult.has(same) && !this.one.areApart(source.row, same)) this.#addAlike(same, source);
          }
        }
      }
    }
    return alike;
  }

  /** Whether everybody in the group may be restricted adults enough already: of a crowd of them no square is made. */
  #isCarriedEnough(group: AlikeRows, source: RestrictedAdult): boolean {
    if (!this.#countsEverywhere(source) || this.#sight.words.apart.size > 0) return false;
    const carried = this.#carriedThrough.get(group) ?? 0;
    this.#carriedThrough.set(group, carried + 1);
    return carried >= MOST_NAMED;
  }

  /**
   * @param known rows that are kept out as the person already.
   * @param old the restricted row, or one that may be it.
   */
  #carryMadeAgain(source: RestrictedAdult, known: ReadonlySet<string>, old: string): void {
    const { register } = this.#sight;
    const row = register.rows.get(old);
    if (row?.kind !== 'contact') return;
    const isEverywhere = this.#countsEverywhere(source);
    for (const { newcomer, isNew } of this.#newcomers.since(row, isEverywhere)) {
      const { row: again, children, said } = newcomer;
      const isAltogether = isEverywhere && isNew;
      if (known.has(again.key)) continue;
      if (this.one.areApart(old, again.key) || this.one.areApart(source.row, again.key)) continue;
      const isAbout = source.orders.some(
        ({ about }) => about === '*' || about.some((id) => children.includes(id)),
      );
      if (!isEverywhere && !isAbout) continue;
      const about = isAltogether ? '*' : children;
      if (!this.#pushUnclear(again.key, { about, of: old, because: 'made-again' })) continue;
      if (isAltogether) said.everywhere += 1;
      else said.there += 1;
    }
  }

  /** In scope `link` likeness counts about the restriction's child alone, save for a block. */
  #addAlike(row: string, source: RestrictedAdult): void {
    const add = (about: About) => this.#pushUnclear(row, { about, of: source.row, because: 'alike' });
    if (this.#countsEverywhere(source)) add('*');
    else for (const { about } of source.orders) add(about);
  }

  #countsEverywhere({ block }: RestrictedAdult): boolean {
    return this.#sight.settings.courtOrderScope === 'person' || block !== undefined;
  }

  #carryResponsibility(): void {
    const { register } = this.#sight;
    for (const input of register.inputs.values()) {
      if (input.input === 'court_order' || input.held.length === 0) continue;
      const held = effective(this.#sight, input);
      if (input.input === 'current') {
        if (held.length > 0) this.#grow(input.row).current.push(...held);
        continue;
      }
      if (held.length === 0 || input.child === undefined) continue;
      const about = input.child === UNKNOWN_CHILD ? [] : this.one.pupilIds(input.child);
      const others = this.#readUnder(about, this.one.adultOf(input.row, Infinity));
      for (const row of new Set([input.row, ...others])) {
        if (row !== input.row && register.differ(row, input.row)) continue;
        for (const one of held) {
          this.#grow(row).responsibility.push({ about, class: one.class, of: input.row, held: one });
        }
      }
    }
  }

  #grow(row: string): Growing {
    const known = this.#of.get(row);
    if (known) return known;
    const made: Growing = {
      block: undefined,
      orders: [],
      unclear: [],
      responsibility: [],
      current: [],
      seen: new Set(),
    };
    this.#of.set(row, made);
    return made;
  }

  /** Once for each class and child: fifteen hundred rows under one `upi` must not make a square of orders. */
  #addOrder(row: string, order: StandingOrder): void {
    const isOfPerson = this.#sight.settings.courtOrderScope === 'person';
    const name = `${order.class} ${order.via === 'person' && isOfPerson ? '' : [...order.about].join()} ${order.via}`;
    const growing = this.#grow(row);
    if (growing.seen.has(name)) return;
    growing.seen.add(name);
    growing.orders.push(order);
  }

  /** @returns whether that was not said before. */
  #pushUnclear(row: string, unclear: Unclear): boolean {
    const growing = this.#grow(row);
    const name = `${unclear.because} ${unclear.of} ${[...unclear.about].join()}`;
    if (growing.seen.has(name)) return false;
    growing.seen.add(name);
    growing.unclear.push(unclear);
    return true;
  }
}
