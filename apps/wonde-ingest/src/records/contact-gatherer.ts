import type { ContactRecord, LinkClasses, RecordLink } from '@gatehouse/contracts';
import type { Pseudonyms } from '@gatehouse/privacy';
import { canonicalJson } from '@gatehouse/privacy';
import type { ContactRow } from '@gatehouse/wonde';
import type { GatheredRecord } from './gathered-kind.js';
import { personKeyOf } from './person-key-of.js';

interface GatheredContact {
  personKey: string | undefined;
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
  readonly #linksOfPerson = new Map<string, Map<string, LinkClasses[]>>();
  unidentified = 0;

  constructor(pseudonyms: Pseudonyms) {
    this.#pseudonyms = pseudonyms;
  }

  /** @param child record key of the student under whom the row stands. */
  add(row: ContactRow, child: string, observedAt: string): void {
    const personKey = personKeyOf(row, this.#pseudonyms);
    const link = linkOf(row, child);
    const recordKey = row.id === undefined ? undefined : this.#pseudonyms.recordKey('contact', row.id);
    // A row without an id is no record, but an order on it still counts for its person.
    if (personKey) this.#rememberLink(personKey, recordKey ?? '', link);
    if (recordKey === undefined) {
      this.unidentified += 1;
      return;
    }
    const content = canonicalJson({ upi: row.upi, fields: row.fields });
    const known = this.#contacts.get(recordKey);
    if (known) {
      known.record.links.push(link);
      if (known.content !== content) known.record.conflicting = true;
      return;
    }
    const record: ContactRecord = { kind: 'contact', fields: row.fields, links: [link], personLinks: [] };
    if (row.upi.kind === 'unreadable') record.personUnreadable = true;
    this.#contacts.set(recordKey, { personKey, observedAt, record, content });
  }

  /** The contacts, each once, in the order in which they stood first. Call it when every student was read. */
  all(): GatheredRecord[] {
    return [...this.#contacts].map(([recordKey, { personKey, observedAt, record }]) => {
      const others = [...(personKey ? (this.#linksOfPerson.get(personKey) ?? []) : [])];
      const personLinks = others.filter(([other]) => other !== recordKey).flatMap(([, links]) => links);
      return { recordKey, personKey, observedAt, record: { ...record, personLinks } };
    });
  }

  #rememberLink(
    personKey: string,
    recordKey: string,
    { child, parentalResponsibility, courtOrder }: RecordLink,
  ) {
    const contacts = this.#linksOfPerson.get(personKey) ?? new Map<string, LinkClasses[]>();
    this.#linksOfPerson.set(personKey, contacts);
    const links = contacts.get(recordKey) ?? [];
    contacts.set(recordKey, links);
    links.push({ child, parentalResponsibility, courtOrder });
  }
}

function linkOf({ relationship }: ContactRow, child: string): RecordLink {
  const { parentalResponsibility, courtOrder, priority } = relationship;
  const link: RecordLink = { child, parentalResponsibility, courtOrder };
  return priority === undefined ? link : { ...link, priority };
}
