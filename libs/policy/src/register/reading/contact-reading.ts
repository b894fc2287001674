import type { Fields, RuleInput } from '@gatehouse/schemas';
import { UNKNOWN_CHILD } from '@gatehouse/schemas';
import { setIn } from '../../grouped.js';
import type { NameParts } from '../../people/names.js';

/** A pupil as a page shows it; without a readable id it has no row. */
export interface PupilOnPage {
  row: string | undefined;
  /** What stood where the list of its contacts belongs; left out for a list. */
  contacts?: 'null' | 'unreadable';
  persons: readonly string[];
  names: string | undefined;
  parts: NameParts;
}

/** A contact's row under a pupil as a page shows it. Values in clear are compared in memory and go no further. */
export interface ContactOnPage {
  row: string;
  /** The row has no readable id. */
  isLoose: boolean;
  /** `unknown` under a pupil without a readable id. */
  child: string;
  courtOrder: RuleInput;
  parentalResponsibility: RuleInput;
  persons: readonly string[];
  names: string | undefined;
  parts: NameParts;
  fields: Fields;
}

/** One page of students and the contacts nested in them. */
export interface ContactPage {
  pupils: readonly PupilOnPage[];
  contacts: readonly ContactOnPage[];
}

interface ShownContent {
  fields: Fields;
  parts: NameParts;
}

export interface ShownLink {
  row: string;
  child: string;
  isLoose: boolean;
  courtOrder: RuleInput;
  parentalResponsibility: RuleInput;
}

const isSame = (a: Fields, b: Fields): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A row that comes with more contents than this contradicts itself anyway. */
const MOST_CONTENTS = 20;

const ORDER_STRENGTH: readonly RuleInput[] = ['false', 'null', 'absent', 'unreadable', 'true'];
const RESPONSIBILITY_STRENGTH: readonly RuleInput[] = ['true', 'null', 'absent', 'unreadable', 'false'];

const stronger = (order: readonly RuleInput[], a: RuleInput, b: RuleInput): RuleInput =>
  order.indexOf(a) >= order.indexOf(b) ? a : b;

/** What one run has read of students and contacts so far: of a link that it showed more than once, what restricts most. */
export class ContactReading {
  readonly pupils = new Set<string>();
  /** Pupils whose contacts no page showed as a list, by what it showed instead. */
  readonly withoutContacts = new Map<string, 'null' | 'unreadable'>();
  /** A row without a readable id may be any pupil that is not shown. */
  hasPupilWithoutId = false;
  readonly #links = new Map<string, Map<string, ShownLink>>();
  /** Of pages of a list that was begun anew: of a link that is shown again they count where they restrict more. */
  readonly #before = new Map<string, Map<string, ShownLink>>();
  readonly #underPupil = new Map<string, Set<string>>();
  /** Each row with its pupils, and every content that it came with: nearly always one. */
  contacts = new Map<string, { contents: ShownContent[]; children: Set<string> }>();

  add(page: ContactPage): void {
    for (const pupil of page.pupils) {
      if (pupil.row === undefined) this.hasPupilWithoutId = true;
      else this.pupils.add(pupil.row);
      if (pupil.row !== undefined && pupil.contacts) this.withoutContacts.set(pupil.row, pupil.contacts);
    }
    for (const contact of page.contacts) {
      const { row, child, isLoose, courtOrder, parentalResponsibility } = contact;
      const links = this.#links.get(row) ?? new Map<string, ShownLink>();
      this.#links.set(row, links);
      const known = links.get(child) ?? this.#before.get(row)?.get(child);
      links.set(child, {
        row,
        child,
        isLoose,
        courtOrder: known ? stronger(ORDER_STRENGTH, known.courtOrder, courtOrder) : courtOrder,
        parentalResponsibility: known
          ? stronger(RESPONSIBILITY_STRENGTH, known.parentalResponsibility, parentalResponsibility)
          : parentalResponsibility,
      });
      setIn(this.#underPupil, child).add(row);
      const { fields, parts } = contact;
      const shown = this.contacts.get(row) ?? { contents: [], children: new Set() };
      this.contacts.set(row, shown);
      shown.children.add(child);
      const isKnown = shown.contents.some((known) => isSame(known.fields, fields));
      if (!isKnown && shown.contents.length < MOST_CONTENTS) shown.contents.push({ fields, parts });
    }
  }

  /** The list is read again from its beginning: whom only the pages before showed is not shown. */
  beginAnew(): void {
    for (const [row, links] of this.#links) {
      const before = this.#before.get(row) ?? new Map<string, ShownLink>();
      // What was read before them is in them already.
      for (const [child, link] of links) before.set(child, link);
      this.#before.set(row, before);
    }
    this.#links.clear();
    this.#underPupil.clear();
    this.pupils.clear();
    this.withoutContacts.clear();
    this.hasPupilWithoutId = false;
  }

  /**
   * What the reading says of whose contacts they are: without the links under pupils whose contacts were no list, or who
   * have no id. What restricts in those acts; nothing else follows from them (restrictions.md, rule 14).
   */
  settled(): ContactReading {
    if (this.withoutContacts.size === 0 && !this.hasPupilWithoutId) return this;
    const settled = new ContactReading();
    for (const pupil of this.pupils) settled.pupils.add(pupil);
    for (const [pupil, what] of this.withoutContacts) settled.withoutContacts.set(pupil, what);
    settled.hasPupilWithoutId = this.hasPupilWithoutId;
    settled.contacts = this.contacts;
    for (const link of this.links()) {
      if (link.child === UNKNOWN_CHILD || this.withoutContacts.has(link.child)) continue;
      const links = settled.#links.get(link.row) ?? new Map<string, ShownLink>();
      settled.#links.set(link.row, links.set(link.child, link));
      setIn(settled.#underPupil, link.child).add(link.row);
    }
    return settled;
  }

  link(row: string, child: string): ShownLink | undefined {
    return this.#links.get(row)?.get(child);
  }

  linksOf(row: string): Iterable<ShownLink> {
    return this.#links.get(row)?.values() ?? [];
  }

  *links(): Iterable<ShownLink> {
    for (const links of this.#links.values()) yield* links.values();
  }

  /** What restricts most of what rows without a readable id say of an order about the child; undefined without any. */
  looseOrder(child: string): RuleInput | undefined {
    let order: RuleInput | undefined;
    for (const row of this.rowsUnder(child)) {
      const link = this.link(row, child);
      if (!link?.isLoose) continue;
      order = order === undefined ? link.courtOrder : stronger(ORDER_STRENGTH, order, link.courtOrder);
    }
    return order;
  }

  rowsUnder(child: string): ReadonlySet<string> {
    return this.#underPupil.get(child) ?? new Set();
  }
}
