import type { Delivered } from '../json/delivered.js';
import { isJsonRecord, own, unwrap } from '../json/json-shape.js';
import { isWrapper, rowsWithin } from '../json/rows-within.js';
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

function readContacts(reader: RowReader, asked: boolean): StudentContacts {
  const delivered = own(reader.row, 'contacts');
  if (delivered === undefined && !asked) return { kind: 'not-included' };
  const list = unwrap(delivered);
  if (Array.isArray(list) && list.every(isContact)) {
    return { kind: 'read', rows: list.map((contact) => readContactRow(contact)) };
  }
  reader.report('contacts');
  if (list === null) return { kind: 'null', rows: [] };
  const rows = rowsWithin(delivered, CONTACT_NAMES).map((contact) => readContactRow(contact));
  return { kind: 'unreadable', rows };
}

const CONTACT_NAMES = new Set([
  'id',
  'mis_id',
  'upi',
  'forename',
  'surname',
  'relationship',
  'court_order',
  'parental_responsibility',
]);

/** Who is meant by anything else in a list nobody knows, nor how many. */
const isContact = (part: Delivered): boolean => isJsonRecord(part) && !isWrapper(part, CONTACT_NAMES);
