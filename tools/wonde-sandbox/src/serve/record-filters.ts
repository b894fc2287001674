import type { RawRecord } from '../json.js';
import type { Resource } from '../world/resources.js';
import type { ServedSchool } from '../world/served-school.js';
import { FILTERS } from './filters.js';
import type { Query } from './query.js';

/** What a query leaves of a resource: what is not deleted, and passes every filter that is in it. */
export function recordFilter(
  school: ServedSchool,
  resource: Resource,
  query: Query,
): (row: RawRecord) => boolean {
  const { gone } = school.data;
  const tests = Object.entries(FILTERS[resource])
    .filter(([name]) => query[name] !== undefined)
    .map(([name, filter]) => filter(query, name, school));
  return (row) => !gone.has(row) && tests.every((test) => test(row));
}
