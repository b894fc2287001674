import { isObject } from '../json.js';
import type { ServedSchool } from '../world/served-school.js';
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

/** The search parameters of school lists; revoked and declined take none. */
export function schoolFilter(list: string, query: Query): (school: ServedSchool) => boolean {
  const inList = SCHOOL_LISTS[list] ?? (() => false);
  if (list === 'schools/revoked' || list === 'schools/declined') return inList;
  const wanted = ['la_code', 'establishment_number', 'urn'].flatMap((key) => {
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
      (postcode === undefined || String(address['address_postcode'] ?? '').startsWith(postcode))
    );
  };
}
