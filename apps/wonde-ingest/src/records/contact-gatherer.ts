import type { ContactRecord, RecordLink } from '@gatehouse/schemas';
import { areTwoPeople, foldUpi } from '@gatehouse/policy';
import { canonicalJson } from '@gatehouse/privacy';
import type { ContactRow } from '@gatehouse/wonde';
import type { GatheredRecord } from './gathered-kind.js';
import { isPersonReadable } from './person-key-of.js';

interface GatheredContact {
  personKey: string | undefined;
  observedAt: string;
  record: ContactRecord;
  /** The row whose content is taken: most contacts have no other, and need no comparing. */
  taken: ContactRow;
  /** Of that row, once it was compared. */
  content: string | undefined;
  /** When the page was fetched that showed it last. */
  seenAt: string;
}

/**
 * Makes one contact of all the rows under which an adult's id stands in the students' answer, with the links to all
 * children. What was edited between two pages is taken as the later shows it; two contents on one page, and two people, contradict each other.
 */
export class ContactGatherer {
  #contacts = new Map<string, GatheredContact>();
  /** Of lists that were begun anew: of these nothing counts but what contradicts a row of the list. */
  readonly #before = new Map<string, GatheredContact>();
  /** Rows without a readable id: no record, but the register knows what they restrict. */
  unidentified = 0;

  /**
   * @param recordKey undefined for a row without a readable id.
   * @param child record key of the student under whom the row stands.
   */
  add(
    row: ContactRow,
    recordKey: string | undefined,
    personKey: string | undefined,
    child: string,
    observedAt: string,
  ): void {
    if (recordKey === undefined) {
      this.unidentified += 1;
      return;
    }
    let known = this.#contacts.get(recordKey);
    if (!known) {
      const record: ContactRecord = { kind: 'contact', fields: row.fields, links: [] };
      known = { personKey, observedAt, record, taken: row, content: undefined, seenAt: observedAt };
      this.#contacts.set(recordKey, known);
      const before = this.#before.get(recordKey);
      if (before && (before.record.conflicting || isOther(before, row))) record.conflicting = true;
    }
    const content = known.taken === row ? undefined : contentOf(row);
    if (content !== undefined && content !== (known.content ??= contentOf(known.taken))) {
      if (known.seenAt === observedAt || isOther(known, row)) known.record.conflicting = true;
      else if (Object.keys(row.fields).length > 0) {
        known.record.fields = row.fields;
        known.taken = row;
        known.content = content;
        known.observedAt = observedAt;
        known.personKey = personKey ?? known.personKey;
      }
    }
    known.seenAt = observedAt;
    if (!isPersonReadable(row)) known.record.personUnreadable = true;
    known.personKey ??= personKey;
    known.record.links.push(linkOf(row, child));
  }

  /** The list is read again from its beginning. */
  beginAnew(): void {
    for (const [recordKey, known] of this.#contacts) this.#before.set(recordKey, known);
    this.#contacts = new Map();
    this.unidentified = 0;
  }

  /**
   * The contacts, each once, in the order in which they stood first, with their links under all pupils but these, of whom
   * another row does not say whose their contacts are. Call it when every student was read.
   */
  all(unsettled: ReadonlySet<string> = new Set()): GatheredRecord[] {
    return [...this.#contacts].flatMap(([recordKey, { personKey, observedAt, record }]) => {
      const links = record.links.filter(({ child }) => !unsettled.has(child));
      return links.length > 0 ? [{ recordKey, personKey, observedAt, record: { ...record, links } }] : [];
    });
  }
}

/** Whether a row is of another person than the one who is known by its id: nobody knows which is meant. */
const isOther = ({ record, taken }: GatheredContact, { fields, upi }: ContactRow): boolean =>
  areTwoPeople(record.fields, fields) ||
  (upi.kind === 'upi' && taken.upi.kind === 'upi' && foldUpi(upi.value) !== foldUpi(taken.upi.value));

const contentOf = ({ upi, fields }: ContactRow) => canonicalJson({ upi, fields });

function linkOf({ relationship }: ContactRow, child: string): RecordLink {
  const { parentalResponsibility, courtOrder, priority } = relationship;
  const link: RecordLink = { child, parentalResponsibility, courtOrder };
  return priority === undefined ? link : { ...link, priority };
}
