import type { DroppedFields } from '@gatehouse/schemas';
import type { SchoolResult } from '@gatehouse/wonde-ingest';
import { describe, expect, it } from '@jest/globals';
import { droppedNotes } from './dropped-notes.js';

const notes = (dropped?: DroppedFields) => droppedNotes({ ...(dropped && { dropped }) } as SchoolResult);

describe('the note of dropped fields', () => {
  it('is none where none was dropped', () => expect(notes()).toEqual([]));

  it('names the most frequent ones, and counts the others', () => {
    expect(notes({ byName: { 'contact.title': 1 }, others: 0 })).toEqual([
      '  Fields that could not be used: contact.title 1.',
    ]);
    const byName = { a: 1, b: 6, c: 5, d: 4, e: 3, f: 2 };
    expect(notes({ byName, others: 7 })).toEqual([
      '  Fields that could not be used: b 6, c 5, d 4, e 3, f 2, others 8.',
    ]);
  });
});
