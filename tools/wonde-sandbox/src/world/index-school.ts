import type { Json, RawRecord } from '../json.js';
import { RESOURCES } from './resources.js';
import type { Resource } from './resources.js';
import type { ContactLink, SchoolData } from './school-data.js';

/** The look-ups that serving needs, so that no page walks the whole school. */
export interface SchoolIndex {
  byId: Record<Resource, Map<Json, RawRecord>>;
  linksOfStudent: Map<RawRecord, ContactLink[]>;
  /** By the contact's id: several copies of one contact may exist in hand-made schools. */
  linksOfContact: Map<Json, ContactLink[]>;
  /** The classes and groups of a student or employee. */
  memberships: Map<RawRecord, RawRecord[]>;
}

export function indexSchool(data: SchoolData): SchoolIndex {
  const byId = Object.fromEntries(
    RESOURCES.map((resource) => [resource, new Map(data[resource].map((row) => [row['id'] ?? row, row]))]),
  ) as SchoolIndex['byId'];
  const index: SchoolIndex = {
    byId,
    linksOfStudent: new Map(),
    linksOfContact: new Map(),
    memberships: new Map(),
  };
  for (const link of data.links) {
    push(index.linksOfStudent, link.student, link);
    push(index.linksOfContact, link.contact['id'] ?? link.contact, link);
  }
  for (const [owner, roster] of data.rosters) {
    for (const member of [...roster.students, ...roster.employees]) push(index.memberships, member, owner);
  }
  return index;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
