import { describe, expect, it } from '@jest/globals';
import type { DocumentIds } from '@gatehouse/privacy';
import { underDocumentIds } from './document-ids.js';

/** Ids that sort the other way round than the keys they stand for. */
const ids = { documentId: (key: string) => `id-${9 - Number(key.slice(1))}` } as DocumentIds;

describe('a document outside the house', () => {
  it('goes by its document id, all else as it was', () => {
    const values = { surname: ' Zoë ', emails: { work: null, id: 'k1' }, name: 'k2' };
    expect(underDocumentIds(values, 'k3', ids)).toEqual({ ...values, id: 'id-6' });
  });

  it.each(['children', 'students', 'employees'])('names its %s by theirs, in the order of these', (list) => {
    const values = { [list]: [{ id: 'k1', priority: 2 }, { id: 'k2', priority: null }, { id: 'k4' }] };
    expect(underDocumentIds(values, 'k3', ids)).toEqual({
      [list]: [{ id: 'id-5' }, { id: 'id-7', priority: null }, { id: 'id-8', priority: 2 }],
      id: 'id-6',
    });
  });

  it('has no list that it did not have, and an empty one stays', () => {
    expect(underDocumentIds({ students: [] }, 'k3', ids)).toEqual({ students: [], id: 'id-6' });
  });

  it('leaves what was opened alone', () => {
    const values = { students: [{ id: 'k1' }, { id: 'k2' }] };
    const before = structuredClone(values);
    underDocumentIds(values, 'k3', ids);
    expect(values).toEqual(before);
  });
});
