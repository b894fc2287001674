import type { Json, RawRecord } from '../json.js';
import type { Resource } from './resources.js';

/** One contact of one child. `relationship` is undefined when the key is to be absent. */
export interface ContactLink {
  student: RawRecord;
  contact: RawRecord;
  relationship: Json | undefined;
}

/** The members of a class or a group. */
export interface Roster {
  students: RawRecord[];
  employees: RawRecord[];
}

/** All records of one school. Relations point at record objects, so that an id may change without breaking them. */
export interface SchoolData extends Record<Resource, RawRecord[]> {
  links: ContactLink[];
  rosters: Map<RawRecord, Roster>;
  deletions: RawRecord[];
  /** Deleted records: kept, because they may come back, and served nowhere. */
  gone: Set<RawRecord>;
}

export const noData = (): SchoolData => ({
  students: [],
  contacts: [],
  employees: [],
  classes: [],
  groups: [],
  subjects: [],
  events: [],
  lessons: [],
  periods: [],
  rooms: [],
  links: [],
  rosters: new Map(),
  deletions: [],
  gone: new Set(),
});
