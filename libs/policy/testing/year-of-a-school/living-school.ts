import type { Fields, RuleInput } from '@gatehouse/schemas';
import type { PupilSays } from '../a-source.js';
import { contact } from '../a-source.js';
import type { Community, Person } from '../communities/community.js';
import { growCommunity } from '../communities/community.js';
import type { Dice } from '../communities/dice.js';
import { Office, USUAL_HABITS } from '../communities/office.js';
import type { Bookkeeping } from '../communities/record-school.js';
import { recordSchool } from '../communities/record-school.js';
import type { YearRates } from './year-rates.js';

export interface MisLink {
  child: string;
  order: RuleInput;
  responsible: RuleInput;
}
/** A contact as the MIS holds it now, and who it really is. */
export interface MisRow {
  id: string;
  person: string;
  links: MisLink[];
  fields: Fields;
}

/** What the MIS of a school holds from day to day, and the truth beside it. */
export class LivingSchool {
  readonly rows = new Map<string, MisRow>();
  readonly enrolled: Set<string>;
  /** Who is truly under a court order today. */
  readonly underOrder = new Set<string>();
  /** Who truly ever was. */
  readonly everUnderOrder = new Set<string>();
  /** Of what the MIS shows, since the last whole night: everything counts as details but the flags on links. */
  readonly changed = { details: true, flags: true };

  constructor(
    readonly community: Community,
    readonly bookkeeping: Bookkeeping,
    readonly rates: YearRates,
    readonly dice: Dice,
  ) {
    this.enrolled = new Set(community.pupils);
    for (const { row: id, person, children, fields } of recordSchool(community, bookkeeping).rows) {
      this.rows.set(id, { id, person, links: children.map((child) => this.#linkOf(person, child)), fields });
    }
  }

  person(id: string): Person {
    const person = this.community.people.get(id);
    if (!person) throw new Error(`Nobody is called ${id}.`);
    return person;
  }

  rowsOf(person: string): MisRow[] {
    return [...this.rows.values()].filter((row) => row.person === person);
  }

  get knownPeople(): Set<string> {
    return new Set([...this.rows.values()].map(({ person }) => person));
  }

  /** Rows of whom the MIS shows anything: those of a pupil who has left show nothing. */
  get shown(): MisRow[] {
    return [...this.rows.values()].filter(({ links }) => links.some(({ child }) => this.enrolled.has(child)));
  }

  /** How often something happens today that happens to this share of so many in a year of 190 days. */
  times(share: number, of: number): number {
    const expected = (share * of) / 190;
    return Math.floor(expected) + (this.dice.chance(expected % 1) ? 1 : 0);
  }

  /** Enters an adult for a child: with the adult's row, where the MIS keeps adults once and has one. */
  enter(adult: string, child: string, isAlwaysNew = false): void {
    this.changed.details = true;
    const known = this.rowsOf(adult)[0];
    const link = this.#linkOf(adult, child);
    const isMarked = known?.links.some(({ order }) => order === 'true') ?? false;
    if (isMarked && this.dice.chance(this.rates.ordersMarkedEverywhere)) link.order = 'true';
    if (known && this.bookkeeping === 'once per adult' && !isAlwaysNew) known.links.push(link);
    else this.add(adult, [link]);
  }

  add(person: string, links: MisLink[]): MisRow {
    this.changed.details = true;
    const id = `c${String(this.#nextId()).padStart(5, '0')}`;
    const fields = this.type(person, links[0]?.child ?? person);
    const row = { id, person, links, fields };
    this.rows.set(id, row);
    return row;
  }

  type(person: string, child: string): Fields {
    return new Office(this.community, this.dice, USUAL_HABITS).type(this.person(person), this.person(child));
  }

  delete(row: MisRow): void {
    this.changed.details = true;
    this.rows.delete(row.id);
  }

  enrol(child: string): void {
    this.changed.details = true;
    this.enrolled.add(child);
    for (const tie of this.community.ties) if (tie.child === child) this.enter(tie.adult, child);
  }

  /** New families come with this many pupils. */
  enrolFamilies(pupils: number): string[] {
    const before = this.community.pupils.length;
    growCommunity(this.community, pupils, this.dice.between(1, 1e9));
    const children = this.community.pupils.slice(before);
    for (const child of children) this.enrol(child);
    return children;
  }

  leave(child: string): void {
    this.changed.details = true;
    this.enrolled.delete(child);
  }

  /** What a reading shows; `blank`: on a night on which no court order has a value. */
  pupils(isBlank = false): PupilSays[] {
    const contacts = new Map(
      [...this.enrolled].map((child) => [child, [] as PupilSays['contacts'][number][]]),
    );
    for (const { id, links, fields } of this.rows.values()) {
      for (const { child, order, responsible } of links) {
        contacts.get(child)?.push(contact(id, { order: isBlank ? 'null' : order, responsible, fields }));
      }
    }
    return [...contacts].map(([id, of]) => ({ id, contacts: of }));
  }

  #linkOf(adult: string, child: string): MisLink {
    const tie = this.community.ties.find((one) => one.adult === adult && one.child === child);
    const isResponsible = tie?.responsible === true || this.dice.chance(this.rates.tickedResponsible);
    return {
      child,
      order: this.dice.chance(this.rates.blankOrders) ? 'null' : 'false',
      responsible: isResponsible ? 'true' : 'false',
    };
  }

  #last = 0;
  #nextId(): number {
    if (this.#last === 0) this.#last = this.rows.size;
    this.#last += 1;
    return this.#last;
  }
}
