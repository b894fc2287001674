import { describe, expect, it } from '@jest/globals';
import { withWrappedRows } from '../paging/wrapped-rows.js';
import type { Outcome } from '../outcome.js';
import type { WondePage } from '../wonde-page.js';
import { readEventRow } from './events/read-event-row.js';
import { readContactRow } from './read-contact-row.js';
import { readEmployeeRow } from './read-employee-row.js';
import { readStudentRow } from './read-student-row.js';

/** Rows of up to a MiB that are as unkind as text can be: each must be read within a second or two, in bounded memory. */
const nested = (open: string, close: string, levels: number): unknown =>
  JSON.parse(`${open.repeat(levels)}1${close.repeat(levels)}`);
const many = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

async function wrapped(row: unknown): Promise<unknown[]> {
  async function* pages(): AsyncIterable<Outcome<WondePage>> {
    yield { ok: true, value: { rows: [row], fetchedAt: new Date(0), number: 1, leftOut: [] } };
  }
  for await (const page of withWrappedRows(pages())) if (page.ok) return page.value.rows;
  return [];
}

const unkind: [string, unknown][] = [
  ['objects in objects', { id: 'A1', x: nested('{"a":[', ']}', 40_000) }],
  ['data in data', { id: 'A1', x: nested('{"data":{"a":', '}}', 40_000) }],
  ['an order at each depth', { id: 'A1', x: nested('{"court_order":0,"a":[', ']}', 20_000) }],
  ['lists in lists of contacts', { id: 'A1', contacts: nested('[', ']', 20_000) }],
  ['a hundred thousand rows in a wrapper', { x: many(130_000, { id: 0 }) }],
  ['many rows beside much else', { x: many(40_000, { id: 'a' }), y: many(170_000, []) }],
  [
    'many contacts beside much else',
    { id: 'A1', contacts: { x: many(40_000, { id: 'a' }), y: many(170_000, []) } },
  ],
  ['a type of many parts', { id: 'A1', type: many(300_000, 0) }],
];

describe('a row of a MiB', () => {
  it.each(unkind)('is read however unkind it is: %s', async (_, row) => {
    for (const read of [readStudentRow, readContactRow, readEmployeeRow, readEventRow]) {
      expect(() => read(row)).not.toThrow();
    }
    expect((await wrapped(row)).length).toBeGreaterThan(0);
  });

  it('restricts all of many whom it wraps, by whatever it says beside them', async () => {
    const contacts = { x: many(100, { id: 'a', surname: 'b' }), court_order: true };
    const read = readStudentRow({ id: 'A1', contacts }).contacts;
    const rows = 'rows' in read ? read.rows.filter(({ id }) => id === 'a') : [];
    expect(new Set(rows.map(({ relationship }) => relationship.courtOrder))).toEqual(new Set(['unreadable']));
  });

  it('says what every wrapper around a contact says', () => {
    const person = { id: 'A2', upi: 'u' };
    const contacts = { data: [{ item: { person, 'Court Order': true }, n: 1 }] };
    const read = readStudentRow({ id: 'A1', contacts }).contacts;
    const row = 'rows' in read ? read.rows.find(({ id }) => id === 'A2') : undefined;
    expect(row?.relationship.courtOrder).toBe('unreadable');
  });
});
