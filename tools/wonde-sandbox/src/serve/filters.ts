import { isObject } from '../json.js';
import type { Json, RawRecord } from '../json.js';
import type { Resource } from '../world/resources.js';
import type { ServedSchool } from '../world/served-school.js';
import { queryText, queryTime } from './query.js';
import type { Query } from './query.js';
import { RELATIONS } from './relations.js';

/** Makes the test of one parameter, which is in the query. Throws 400 for a value that cannot be read. */
export type Filter = (query: Query, name: string, school: ServedSchool) => (row: RawRecord) => boolean;

const oneOf =
  (...path: string[]): Filter =>
  (query, name) => {
    const wanted = new Set(queryText(query, name)?.split(','));
    return (row) => wanted.has(String(valueAt(row, path) ?? ''));
  };

const since =
  (...path: string[]): Filter =>
  (query, name) => {
    const from = queryTime(query, name) ?? '';
    return (row) => timeText(valueAt(row, path)) >= from;
  };

/** A row without the time is not before anything. */
const until =
  (...path: string[]): Filter =>
  (query, name) => {
    const to = queryTime(query, name) ?? '';
    return (row) => {
      const time = timeText(valueAt(row, path));
      return time !== '' && time <= to;
    };
  };

/** Documented as taking any value: that the parameter is there says all (wonde-api section 7). */
const has =
  (resource: Resource, include: string): Filter =>
  (_query, _name, school) =>
  (row) => {
    const nested = isObject(row[include]) ? row[include]['data'] : undefined;
    if (Array.isArray(nested)) return nested.length > 0;
    return (RELATIONS[resource][include]?.find(school, row) ?? []).length > 0;
  };

const UPDATED: Record<string, Filter> = {
  updated_after: since('updated_at'),
  updated_before: until('updated_at'),
};
const STARTED = ['employment_details', 'data', 'employment_start_date'];

/** The filters of each resource, by parameter (wonde-api sections 7 and 8); what is not here is refused. */
export const FILTERS: Record<Resource, Record<string, Filter>> = {
  students: {
    ...UPDATED,
    only_mis_ids: oneOf('mis_id'),
    only_upns: oneOf('education_details', 'data', 'upn'),
  },
  contacts: UPDATED,
  employees: {
    ...UPDATED,
    only_mis_ids: oneOf('mis_id'),
    has_class: has('employees', 'classes'),
    has_group: has('employees', 'groups'),
    employment_start_after: since(...STARTED),
    employment_start_before: until(...STARTED),
  },
  classes: {
    ...UPDATED,
    type: oneOf('type'),
    class_name: oneOf('name'),
    class_subject: oneOf('subject'),
    has_students: has('classes', 'students'),
    has_lessons: has('classes', 'lessons'),
  },
  groups: {
    ...UPDATED,
    type: oneOf('type'),
    has_students: has('groups', 'students'),
    has_employees: has('groups', 'employees'),
  },
  subjects: { ...UPDATED, subject_code: oneOf('code'), subject_name: oneOf('name') },
  events: UPDATED,
  lessons: {
    ...UPDATED,
    lessons_start_after: since('start_at'),
    lessons_start_before: until('start_at'),
  },
  periods: UPDATED,
  rooms: UPDATED,
};

const valueAt = (row: RawRecord, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((place, key) => (isObject(place) ? place[key] : undefined), row);

/** `YYYY-MM-DD HH:MM:SS` of a date object, or nothing. */
export const timeText = (stamp: Json | undefined): string =>
  isObject(stamp) && typeof stamp['date'] === 'string' ? stamp['date'].slice(0, 19) : '';
