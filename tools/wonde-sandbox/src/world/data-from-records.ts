import { isObject } from '../json.js';
import type { Json, RawRecord } from '../json.js';
import type { Resource } from './resources.js';
import { noData } from './school-data.js';
import type { ContactLink, SchoolData } from './school-data.js';

/** Records as a test writes them down: Wonde's own JSON, relations nested. */
export type SchoolRecords = Partial<Record<Resource, RawRecord[]>>;

/**
 * Takes hand-made records over. Nested contacts become links, so that orders and responsibility can be changed; each
 * keeps its own copy of the contact, so that copies may differ. What is not a list of records is served as it stands.
 * `contacts` is filled from the nested ones where the test gave no list.
 */
export function dataFromRecords(records: SchoolRecords): SchoolData {
  const data: SchoolData = { ...noData(), ...records };
  for (const student of data.students) data.links.push(...takeLinks(student));
  if (records.contacts === undefined) data.contacts = distinctContacts(data.links);
  return data;
}

/** The links nested in a student; takes them out of the record when they are readable as such. */
export function takeLinks(student: RawRecord): ContactLink[] {
  const nested = student['contacts'];
  if (!isObject(nested) || !Array.isArray(nested['data']) || !nested['data'].every(isObject)) return [];
  const rows: RawRecord[] = nested['data'];
  delete student['contacts'];
  return rows.map((row) => {
    const { relationship, ...contact } = row as RawRecord & { relationship?: Json };
    return { student, contact, relationship };
  });
}

function distinctContacts(links: ContactLink[]): RawRecord[] {
  const seen = new Map<Json | RawRecord, RawRecord>();
  for (const { contact } of links) {
    const key = contact['id'] ?? contact;
    if (!seen.has(key)) seen.set(key, contact);
  }
  return [...seen.values()];
}
