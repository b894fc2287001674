import { describe, expect, it } from '@jest/globals';
import { documentIdKey, DocumentIds } from '@gatehouse/privacy';
import { DocumentIdsOfSchools } from './document-ids.js';

const master = Buffer.alloc(32, 1);
const key = 'a'.repeat(32);

describe('the document ids of schools', () => {
  it('are those of each school, however many there are', () => {
    const schools = new DocumentIdsOfSchools(master);
    const names = Array.from({ length: 40 }, (_, n) => `S${n}`);
    for (const name of [...names, ...names]) {
      const expected = new DocumentIds(documentIdKey(master, name)).documentId(key);
      expect(schools.of(name).documentId(key)).toBe(expected);
    }
  });

  it('are remembered of the schools that were asked for last, and of no more', () => {
    const schools = new DocumentIdsOfSchools(master);
    const busy = schools.of('busy');
    const once = schools.of('once');
    for (let n = 0; n < 40; n += 1) {
      schools.of(`S${n}`);
      expect(schools.of('busy')).toBe(busy);
    }
    expect(schools.of('once')).not.toBe(once);
  });
});
