import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseAnswer } from '../json/parse-answer.js';
import type { ReadRow } from './row-types.js';
import { readContactRow } from './read-contact-row.js';
import { readEmployeeRow } from './read-employee-row.js';
import { readEventRow } from './events/read-event-row.js';
import { readClassRow, readGroupRow } from './read-roster-row.js';
import { readStudentRow } from './read-student-row.js';

const NAMES = ['forename', 'surname', 'legal_forename', 'legal_surname'];
const PERSON = [...NAMES, 'title', 'salutation', 'emails', 'phones', 'addresses'];
const readers: [string, (row: unknown) => ReadRow, string[]][] = [
  ['student', readStudentRow, NAMES],
  ['contact', readContactRow, PERSON],
  ['employee', readEmployeeRow, PERSON],
  ['class', readClassRow, ['name', 'subject']],
  ['group', readGroupRow, ['name', 'type', 'description']],
  ['event', readEventRow, ['name', 'title', 'description', 'location', 'start_at', 'start', 'end_at', 'end']],
];

const KEYS = [
  ...['id', 'upi', 'data', 'contacts', 'contact_details', 'relationship', 'employment_details', 'current'],
  ...[
    'students',
    'employees',
    'subject',
    'private',
    'public',
    'visibility',
    'type',
    'category',
    'name',
    'title',
  ],
  ...['emails', 'phones', 'addresses', 'salutation', 'work', 'home', 'priority', 'court_order', 'forename'],
  ...['start', 'end_at', 'date', 'timezone', '__proto__', 'constructor', 'toString', 'hasOwnProperty'],
];
const textOf = (value: unknown) => JSON.stringify(value);
/** JSON texts, in whose objects the same key may stand twice. */
const { hostile } = fc.letrec<{ hostile: string }>((tie) => ({
  hostile: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(null)).map(textOf),
    fc.constantFrom('1E999', '-1E999', '1e5', '12.0'),
    fc.array(tie('hostile'), { maxLength: 4 }).map((parts) => `[${parts.join(',')}]`),
    fc
      .array(fc.tuple(fc.constantFrom(...KEYS), tie('hostile')), { maxLength: 12 })
      .map((members) => `{${members.map(([key, part]) => `${textOf(key)}:${part}`).join(',')}}`),
  ),
}));
const row = fc.oneof(hostile, fc.jsonValue().map(textOf)).map((text): unknown => parseAnswer(text));

/** Every key at any depth. */
const keysIn = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, part]) => [
        ...(Array.isArray(value) ? [] : [key]),
        ...keysIn(part),
      ]);

describe.each(readers)('reading any JSON value as a %s', (_kind, read, listed) => {
  it('never throws, never keeps a key that is not listed, and leaves the row as it was', () => {
    fc.assert(
      fc.property(row, (value) => {
        const before = JSON.stringify(value);
        const result = read(value);
        expect(listed).toEqual(expect.arrayContaining(Object.keys(result.fields)));
        expect(Object.getPrototypeOf(result.fields)).toBe(Object.prototype);
        // Nothing but plain JSON: no trace of a key that was said twice.
        expect(isDeepStrictEqual(result.fields, JSON.parse(JSON.stringify(result.fields)))).toBe(true);
        expect(keysIn(result.fields)).not.toContain('__proto__');
        expect(result.id === undefined || (result.id.trim() !== '' && result.id.length <= 128)).toBe(true);
        expect(JSON.stringify(value)).toBe(before);
      }),
      { numRuns: 400 },
    );
  });

  it('keeps values exactly as delivered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const name = listed[0] ?? '';
        expect(read({ id: 'A1', [name]: text }).fields).toEqual({ [name]: text });
      }),
    );
  });

  it('reads a row that is no object as one without an id', () => {
    for (const value of [undefined, null, 5, 'A1', [], ['A1']]) {
      const result = read(value);
      expect([result.id, result.fields]).toEqual([undefined, {}]);
      expect(result.unreadable).toContain('id');
    }
  });
});
