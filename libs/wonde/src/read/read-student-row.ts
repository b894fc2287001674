import type { Delivered, DeliveredRecord } from '../json/delivered.js';
import { isJsonRecord, own, unwrap } from '../json/json-shape.js';
import { isWrapper, rowsWithin } from '../json/rows-within.js';
import type { RowNames } from '../json/rows-within.js';
import { sayingsNamed } from '../json/sayings-named.js';
import { NAMES } from './names.js';
import { isTextOrNull } from './readable-values.js';
import { readContactRow } from './read-contact-row.js';
import { RowReader } from './row-reader.js';
import type { StudentContacts, StudentRow } from './row-types.js';

/**
 * Reads a student: the four names and the contacts. Takes anything, never throws.
 *
 * @param asked whether `contacts` was asked for. If so, a student without the key has unreadable contacts, not none: a
 *   list that went missing must never pass for a child without parents (design section 1, step 3).
 */
export function readStudentRow(row: unknown, asked: { contacts: boolean } = { contacts: true }): StudentRow {
  const reader = new RowReader(row);
  reader.keepReadable(NAMES, isTextOrNull);
  const contacts = readContacts(reader, asked.contacts);
  return { ...reader.finish(), contacts: reader.isUnusable ? notAsAll(contacts) : contacts };
}

/** Of a row over its limit: nobody takes them for all contacts; what restricts in them acts, and who they are is known. */
const notAsAll = (contacts: StudentContacts): StudentContacts =>
  contacts.kind === 'not-included' ? contacts : { kind: 'unreadable', rows: contacts.rows };

/** What the row says of its contacts, wherever in it: only in one plain list, and there alone, are all of them for certain. */
function readContacts(reader: RowReader, asked: boolean): StudentContacts {
  const said = sayingsNamed(reader.row, 'contacts');
  if (said.length === 0 && !asked) return { kind: 'not-included' };
  const delivered = own(reader.row, 'contacts');
  const list = unwrap(delivered);
  if (said.length === 1 && said[0] === delivered && hasNoMore(delivered)) {
    if (Array.isArray(list) && list.every(isContact)) {
      return { kind: 'read', rows: list.map((contact) => readContactRow(contact)) };
    }
    if (list === null) return (reader.report('contacts'), { kind: 'null', rows: [] });
  }
  reader.report('contacts');
  const rows = said.flatMap((one) => [...rowsWithin(one, CONTACT_NAMES), ...namelessIn(one)]);
  return { kind: 'unreadable', rows: rows.map((contact) => readContactRow(contact)) };
}

/** What stands as a contact in a list and has none of a contact's names: it may restrict somebody all the same. */
function namelessIn(said: Delivered): DeliveredRecord[] {
  const list = unwrap(said);
  if (!Array.isArray(list)) return [];
  return list.filter(isJsonRecord).filter((part) => rowsWithin(part, CONTACT_NAMES).length === 0);
}

/** Nothing beside the list that it wraps, neither rows nor the promise of some. */
function hasNoMore(delivered: Delivered | undefined): boolean {
  if (!isJsonRecord(delivered)) return true;
  const { data: _, ...others } = delivered;
  const meta = own(delivered, 'meta');
  const pagination = isJsonRecord(meta) ? own(meta, 'pagination') : undefined;
  const isPromised =
    isJsonRecord(pagination) && (own(pagination, 'more') === true || Boolean(own(pagination, 'next')));
  return !isPromised && rowsWithin(others, CONTACT_NAMES).length === 0;
}

const OWN = ['upi', 'forename', 'surname', 'legal_forename', 'legal_surname'];
const CONTACT_NAMES: RowNames = {
  any: new Set(['id', 'mis_id', 'relationship', 'court_order', 'parental_responsibility', ...OWN]),
  own: new Set([...OWN, 'contact_details']),
  apart: new Set(),
};

/** Who is meant by anything else in a list nobody knows, nor how many. */
const isContact = (part: Delivered): boolean => isJsonRecord(part) && !isWrapper(part, CONTACT_NAMES);
