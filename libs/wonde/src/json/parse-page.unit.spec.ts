import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Delivered } from './delivered.js';
import { UnusableRow, SaidTwice } from './delivered.js';
import { parseAnswer } from './parse-answer.js';
import { parsePage, TooManyRows } from './parse-page.js';
import { splitRows } from './split-rows.js';

const LIMITS = { rowKib: 1, pageRows: 10 };
const large = 'x'.repeat(1100);
const rowsOf = (text: string) => (parsePage(text, LIMITS) as { data: Delivered[] }).data;

describe('a page that is larger than one row may be', () => {
  it('is parsed row by row: one over the limit takes no other with it', () => {
    const text = `{"meta": {"a": ["]"]}, "data": [{"id": "A1"}, {"id": "A2", "x": "${large}"}, {"id": "A3"}], "z": 1}`;
    expect(parsePage(text, LIMITS)).toEqual({
      meta: { a: [']'] },
      data: [{ id: 'A1' }, new UnusableRow({ id: 'A2', x: large }), { id: 'A3' }],
      z: 1,
    });
  });

  it('has its rows where a name is spelled with escapes, too', () => {
    expect(rowsOf(`{"\\u0064ata": [{"x": "${large}"}]}`)).toEqual([new UnusableRow({ x: large })]);
  });

  it('still shows a name that is said twice, in a row and around the rows', () => {
    expect(rowsOf(`{"data": [{"a": 1, "a": 2}, "${large}"]}`)[0]).toEqual({ a: new SaidTwice([1, 2]) });
    const twice = parsePage(`{"data": ["${large}"], "data": [1]}`, LIMITS) as { data: Delivered };
    expect(twice.data).toBeInstanceOf(SaidTwice);
  });

  it.each([
    `{"data": [{"a": 1,}, "${large}"]}`,
    `{"data": [1, "${large}"`,
    `{"data": ["${large}"]} x`,
    large,
  ])('takes strict JSON only', (text) => expect(() => parsePage(text, LIMITS)).toThrow(SyntaxError));

  it.each([
    ['before', `{"data": null, "data": [{"id": "A1"}, {"x": "${large}"}]}`, 1],
    ['behind', `{"data": [{"id": "A1"}, {"x": "${large}"}], "data": []}`, 0],
  ])('has all its rows where another saying stands %s the list', (_, text, place) => {
    const { data } = parsePage(text, LIMITS) as { data: Delivered };
    const list = data instanceof SaidTwice ? data.values[place] : undefined;
    expect(list).toEqual([{ id: 'A1' }, new UnusableRow({ x: large })]);
  });
});

describe('a page with too many rows', () => {
  it.each([
    ['a small one', '1'],
    ['a large one', `"${large}"`],
  ])('is not taken: %s', (_, row) => {
    const page = (count: number) => `{"data": [${Array.from({ length: count }, () => row).join(',')}]}`;
    expect(rowsOf(page(10))).toHaveLength(10);
    expect(() => parsePage(page(11), LIMITS)).toThrow(TooManyRows);
  });
});

describe('a row that nests too deep to be seen as a whole', () => {
  it('takes no other with it', () => {
    const deep = `${'[{"a":'.repeat(20_000)}{"b":1,"b":2}${'}]'.repeat(20_000)}`;
    const limits = { rowKib: 1024, pageRows: 10 };
    const page = parsePage(`{"data": [{"id": "A1"}, {"id": "A2", "x": ${deep}}]}`, limits);
    const { data } = page as { data: [unknown, UnusableRow] };
    expect(data).toHaveLength(2);
    expect(data[0]).toEqual({ id: 'A1' });
    expect(data[1]).toBeInstanceOf(UnusableRow);
    expect(data[1].row).toMatchObject({ id: 'A2' });
  });
});

describe('splitting a text into rows', () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const name = fc.oneof(fc.constantFrom('"', '\\', '[', ']}', 'meta', '\\"'), fc.string());

  it('finds the same rows as parsing it, wherever they stand', () => {
    const around = fc.dictionary(
      name.filter((key) => key !== 'data'),
      value,
      { maxKeys: 3 },
    );
    fc.assert(
      fc.property(
        around,
        fc.array(value),
        around,
        fc.constantFrom(undefined, 1),
        (before, data, after, space) => {
          const text = JSON.stringify({ ...before, data, ...after }, undefined, space);
          const parsed = JSON.parse(text) as { data: unknown[] };
          const { rows = [] } = splitRows(text, Infinity) ?? {};
          const found = rows.map(([from, to]) => JSON.parse(text.slice(from, to)) as unknown);
          expect(isDeepStrictEqual(found, parsed.data)).toBe(true);
          expect(isDeepStrictEqual(parsePage(text, { rowKib: 0.001, pageRows: 1000 }), whole(text))).toBe(
            true,
          );
        },
      ),
    );
  });

  /** As it would be without limits, the rows that are over them marked. */
  const whole = (text: string): Delivered => {
    const page = parseAnswer(text) as { data: Delivered[] };
    const { rows = [] } = splitRows(text, Infinity) ?? {};
    page.data = page.data.map((row, i) => {
      const [from = 0, to = 0] = rows[i] ?? [];
      return to - from > 1.024 ? new UnusableRow(row) : row;
    });
    return page;
  };
});
