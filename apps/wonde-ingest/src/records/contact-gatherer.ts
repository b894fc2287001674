import type { ContactRecord, LinkClasses, RecordLink } from '@gatehouse/contracts';
import type { Pseudonyms } from '@gatehouse/privacy';
import { canonicalJson } from '@gatehouse/privacy';
import type { ContactRow } from '@gatehouse/wonde';
import type { GatheredRecord } from './gathered-kind.js';
import { isPersonReadable, personKeyOf } from './person-key-of.js';

interface GatheredContact {
  /** Everybody that the contact's rows name; more than one where they contradict each other. */
  persons: Set<string>;
  observedAt: string;
  record: ContactRecord;
  content: string;
}

/**
 * Makes one contact of all the rows under which an adult stands in the students' answer: the links to all children in
 * one record, and beside them the links of the same person's other contacts, for the court-order rule.
 */
export class ContactGatherer {
  readonly #pseudonyms: Pseudonyms;
  readonly #contacts = new Map<string, GatheredContact>();
  /** Links on rows without an id: no record, but an order on them still counts for their person. */
  readonly #looseLinks = new Map<string, LinkClasses[]>();
  unidentified = 0;
  /** Record keys of the students under whom a row without an id stands. */
  readonly unsettled = new Set<string>();

  constructor(pseudonyms: Pseudonyms) {
    this.#pseudonyms = pseudonyms;
  }

  /** @param child record key of the student under whom the row stands. */
  add(row: ContactRow, child: string, observedAt: string): void {
    const personKey = personKeyOf(row, this.#pseudonyms);
    const link = linkOf(row, child);
    if (row.id === undefined) {
      this.unidentified += 1;
      this.unsettled.add(child);
      if (personKey) listIn(this.#looseLinks, personKey).push(classesOf(link));
      return;
    }
    const recordKey = this.#pseudonyms.recordKey('contact', row.id);
    const content = canonicalJson({ upi: row.upi, fields: row.fields });
    let known = this.#contacts.get(recordKey);
    if (!known) {
      const record: ContactRecord = { kind: 'contact', fields: row.fields, links: [], personLinks: [] };
      known = { persons: new Set(), observedAt, record, content };
      this.#contacts.set(recordKey, known);
    }
    if (known.content !== content) known.record.conflicting = true;
    if (!isPersonReadable(row)) known.record.personUnreadable = true;
    if (personKey) known.persons.add(personKey);
    known.record.links.push(link);
  }

  /** The contacts, each once, in the order in which they stood first. Call it when every student was read. */
  all(): GatheredRecord[] {
    const contactsOf = new Map<string, string[]>();
    for (const [recordKey, { persons }] of this.#contacts)
      for (const person of persons) listIn(contactsOf, person).push(recordKey);
    return [...this.#contacts].map(([recordKey, { persons, observedAt, record }]) => {
      const personLinks: LinkClasses[] = [];
      for (const person of persons) {
        for (const other of contactsOf.get(person) ?? []) {
          if (other !== recordKey) personLinks.push(...this.#linksOf(other));
        }
        personLinks.push(...(this.#looseLinks.get(person) ?? []));
      }
      const [personKey] = persons;
      return { recordKey, personKey, observedAt, record: { ...record, personLinks } };
    });
  }

  #linksOf(recordKey: string): LinkClasses[] {
    return (this.#contacts.get(recordKey)?.record.links ?? []).map(classesOf);
  }
}

function listIn<T>(lists: Map<string, T[]>, name: string): T[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}

const classesOf = ({ child, parentalResponsibility, courtOrder }: RecordLink): LinkClasses => ({
  child,
  parentalResponsibility,
  courtOrder,
});

function linkOf({ relationship }: ContactRow, child: string): RecordLink {
  const { parentalResponsibility, courtOrder, priority } = relationship;
  const link: RecordLink = { child, parentalResponsibility, courtOrder };
  return priority === undefined ? link : { ...link, priority };
}
