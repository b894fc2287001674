import { contactRowsIn } from './contact-rows-in.js';
import { contactsOverLimit } from './contacts-over-limit.js';
import { own, unwrap } from './json-shape.js';
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
  return { ...reader.finish(), contacts: reader.isOverLimit ? contactsOverLimit(contacts) : contacts };
}

function readContacts(reader: RowReader, asked: boolean): StudentContacts {
  const delivered = own(reader.row, 'contacts');
  if (delivered === undefined && !asked) return { kind: 'not-included' };
  const list = unwrap(delivered);
  if (Array.isArray(list)) return { kind: 'read', rows: list.map((contact) => readContactRow(contact)) };
  reader.report('contacts');
  if (list === null) return { kind: 'null', rows: [] };
  return { kind: 'unreadable', rows: contactRowsIn(delivered) };
}
