import { isObject } from '../json.js';
import type { RawRecord } from '../json.js';
import type { Resource } from '../world/resources.js';
import type { ServedSchool } from '../world/served-school.js';
import { queryText, queryTime } from './query.js';
import type { Query } from './query.js';

/** The record filters of wonde-api sections 7 and 8 that the sandbox knows; other parameters are ignored, as by Wonde. */
export function recordFilter(
  school: ServedSchool,
  resource: Resource,
  query: Query,
): (row: RawRecord) => boolean {
  const { data } = school;
  const after = queryTime(query, 'updated_after');
  const before = queryTime(query, 'updated_before');
  const tests: ((row: RawRecord) => boolean)[] = [(row) => !data.gone.has(row)];
  if (after !== undefined) tests.push((row) => timeOf(row, 'updated_at') >= after);
  if (before !== undefined) tests.push((row) => timeOf(row, 'updated_at') <= before);
  const equal = (parameter: string, key: string) => {
    const wanted = queryText(query, parameter)?.split(',');
    if (wanted !== undefined) tests.push((row) => wanted.includes(String(row[key] ?? '')));
  };
  const hasMembers = (parameter: string, kind: 'students' | 'employees') => {
    if (queryText(query, parameter) === undefined) return;
    tests.push((row) => (data.rosters.get(row)?.[kind].length ?? 0) > 0);
  };
  if (resource === 'groups' || resource === 'classes') {
    equal('type', 'type');
    hasMembers('has_students', 'students');
  }
  if (resource === 'groups') hasMembers('has_employees', 'employees');
  if (resource === 'classes') {
    equal('class_name', 'name');
    equal('class_subject', 'subject');
  }
  if (resource === 'subjects') {
    equal('subject_code', 'code');
    equal('subject_name', 'name');
  }
  return (row) => tests.every((test) => test(row));
}

/** `YYYY-MM-DD HH:MM:SS` of a date object of the record, or nothing. */
export function timeOf(row: RawRecord, key: string): string {
  const stamp = row[key];
  return isObject(stamp) && typeof stamp['date'] === 'string' ? stamp['date'].slice(0, 19) : '';
}
