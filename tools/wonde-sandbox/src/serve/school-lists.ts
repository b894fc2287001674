import { isObject } from '../json.js';
import type { ServedSchool } from '../world/served-school.js';
import { PAGE_PARAMETERS } from './parameters.js';
import { queryText } from './query.js';
import type { Query } from './query.js';

/** Which schools each list holds (wonde-api section 3). */
export const SCHOOL_LISTS: Record<string, (school: ServedSchool) => boolean> = {
  schools: (school) => school.granted,
  'schools/pending': ({ state }) => state === 'pending',
  'schools/audited': (school) => school.granted && school.meta.audited,
  'schools/offline': (school) => school.granted && (school.state === 'offline' || !school.meta.online),
  'schools/declined': ({ state }) => state === 'declined',
  'schools/revoked': ({ state }) => state === 'revoked',
  'schools/all': () => true,
};

const SEARCH = ['la_code', 'establishment_number', 'urn'];

/** Revoked and declined cannot be searched; no list takes `updated_after`, since school objects say nothing of it. */
export const schoolListParameters = (list: string): string[] =>
  list === 'schools/revoked' || list === 'schools/declined'
    ? PAGE_PARAMETERS
    : ['postcode', ...SEARCH, ...PAGE_PARAMETERS];

/** The schools of a list that its search parameters leave. */
export function schoolFilter(list: string, query: Query): (school: ServedSchool) => boolean {
  const inList = SCHOOL_LISTS[list] ?? (() => false);
  const wanted = SEARCH.flatMap((key) => {
    const value = queryText(query, key);
    return value === undefined ? [] : [{ key, value }];
  });
  const postcode = queryText(query, 'postcode')?.toUpperCase();
  return (school) => {
    const { school: record } = school.source;
    const address = isObject(record['address']) ? record['address'] : {};
    return (
      inList(school) &&
      wanted.every(({ key, value }) => String(record[key] ?? '') === value) &&
      (postcode === undefined ||
        String(address['address_postcode'] ?? '')
          .toUpperCase()
          .startsWith(postcode))
    );
  };
}
