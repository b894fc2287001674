import { utcStamp } from '../generate/php-date.js';
import type { RawRecord } from '../json.js';
import { SandboxError } from '../sandbox-error.js';
import { takeLinks } from '../world/data-from-records.js';
import { DELETION_TYPES } from '../world/resources.js';
import type { Resource } from '../world/resources.js';
import type { ServedSchool } from '../world/served-school.js';
import type { Change } from './change-schema.js';
import { editField } from './edit-field.js';
import { touch } from './touch.js';

type RecordChange = Extract<Change, { resource: Resource }>;

/** A record deleted, back, added or edited. */
export function changeRecord(school: ServedSchool, change: RecordChange, at: Date): void {
  if (change.kind === 'record-added')
    return addRecord(school, change.resource, structuredClone(change.record));
  const copies = copiesOf(school, change.resource, change.id);
  const [record] = copies;
  if (record === undefined) throw new SandboxError(404, 'RECORD_UNKNOWN', 'No such record in this school.');
  switch (change.kind) {
    case 'record-deleted':
      return deleteRecord(school, change.resource, copies, record, at);
    case 'record-back':
      return bringBack(school, change, copies, record, at);
    case 'field-edited':
      for (const copy of copies) {
        editField(copy, change.path, change);
        touch(copy, at);
      }
      school.reindex();
  }
}

/** The record, and the copies of it that a hand-made school nests in other records. */
function copiesOf(school: ServedSchool, resource: Resource, id: string): RawRecord[] {
  const listed = school.index.byId[resource].get(id);
  const nested = resource === 'contacts' ? (school.index.linksOfContact.get(id) ?? []) : [];
  return [...new Set([...(listed ? [listed] : []), ...nested.map(({ contact }) => contact)])];
}

function addRecord(school: ServedSchool, resource: Resource, record: RawRecord): void {
  const { data, index } = school;
  if (index.byId[resource].has(record['id'] ?? null)) {
    throw new SandboxError(422, 'ID_TAKEN', 'A record of that id exists; edit it, or bring it back.');
  }
  data[resource].push(record);
  if (resource === 'students') {
    for (const link of takeLinks(record)) {
      const known = index.byId.contacts.get(link.contact['id'] ?? null);
      if (known === undefined) data.contacts.push(link.contact);
      data.links.push({ ...link, contact: known ?? link.contact });
    }
  }
  school.reindex();
}

/** Lessons get no row, alone or removed with their class (wonde-api sections 8.4 and 9). */
function deleteRecord(
  school: ServedSchool,
  resource: Resource,
  copies: RawRecord[],
  record: RawRecord,
  at: Date,
): void {
  const { data } = school;
  if (data.gone.has(record)) throw new SandboxError(422, 'ALREADY_DELETED', 'The record is deleted already.');
  for (const copy of [...copies, ...lessonsOf(school, resource, record)]) data.gone.add(copy);
  if (resource === 'lessons') return;
  data.deletions.push({
    type: DELETION_TYPES[resource],
    id: record['id'] ?? null,
    mis_id: record['mis_id'] ?? null,
    deleted_at: utcStamp(at),
    restored_at: null,
  });
}

function lessonsOf({ data }: ServedSchool, resource: Resource, { id }: RawRecord): RawRecord[] {
  return resource === 'classes' ? data.lessons.filter((lesson) => lesson['class'] === id) : [];
}

function bringBack(
  school: ServedSchool,
  change: { resource: Resource; id: string; asNewId?: string | undefined },
  copies: RawRecord[],
  record: RawRecord,
  at: Date,
): void {
  const { data } = school;
  if (!data.gone.has(record)) throw new SandboxError(422, 'NOT_DELETED', 'The record is not deleted.');
  for (const copy of [...copies, ...lessonsOf(school, change.resource, record)]) {
    data.gone.delete(copy);
    touch(copy, at);
  }
  if (change.asNewId !== undefined) {
    for (const copy of copies) copy['id'] = change.asNewId;
    return school.reindex();
  }
  for (const copy of copies) if ('restored_at' in copy) copy['restored_at'] = utcStamp(at);
  const type = DELETION_TYPES[change.resource];
  const row = data.deletions.findLast(
    (deletion) => deletion['type'] === type && deletion['id'] === change.id,
  );
  if (row !== undefined) row['restored_at'] = utcStamp(at);
}
