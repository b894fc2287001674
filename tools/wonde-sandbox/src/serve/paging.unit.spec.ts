import { describe, expect, it } from '@jest/globals';
import { cutPage } from './paging.js';
import type { Query } from './query.js';

const URL_ = 'http://127.0.0.1:1/v1.0/schools/A1/students';
const rows = (count: number) => Array.from({ length: count }, (_, position) => position);
const cut = (list: number[], query: Query, keep = (_row: number) => true) =>
  cutPage(list, keep, { query, maxPerPage: 200, url: URL_ });
const queryOf = (next: string | null | undefined): Query =>
  Object.fromEntries(new URL(next ?? '').searchParams);

describe('paging, as wonde-api section 5 has it', () => {
  it.each([{}, { cursor: 'true' }, { page: '1' }])('leaves the object out for 50 rows and %j', (query) => {
    expect(cut(rows(50), query)).toEqual({ rows: rows(50) });
  });

  it('has the object for 51 rows, 50 to a page', () => {
    const { rows: shown, pagination } = cut(rows(51), {});
    expect(shown).toHaveLength(50);
    expect(pagination).toEqual({
      next: `${URL_}?page=2`,
      previous: null,
      more: true,
      per_page: 50,
      current_page: 1,
    });
  });

  it('repeats in next what was sent and no more, commas as they are', () => {
    const sent = { include: 'contacts,contacts.contact_details', updated_after: '2026-01-01 00:00:00' };
    expect(cut(rows(51), sent).pagination?.next).toBe(
      `${URL_}?include=contacts,contacts.contact_details&updated_after=2026-01-01+00%3A00%3A00&page=2`,
    );
    expect(cut(rows(51), { per_page: '25' }).pagination?.next).toBe(`${URL_}?per_page=25&page=2`);
  });

  it('has the object whenever per_page is sent, even for no row', () => {
    expect(cut([], { per_page: '10' }).pagination).toEqual({
      next: null,
      previous: null,
      more: false,
      per_page: '10',
      current_page: 1,
    });
  });

  it.each([{ page: '1' }, { cursor: 'true' }])('reaches each row once along next, from %j', (start) => {
    const seen: number[] = [];
    let query: Query = { ...start, per_page: '20', include: 'contacts,contacts.contact_details' };
    for (let walked = 0; walked < 10; walked += 1) {
      const page = cut(rows(95), query);
      seen.push(...page.rows);
      expect(page.pagination?.current_page).toBe(walked + 1);
      if (page.pagination?.next === null) break;
      query = queryOf(page.pagination?.next);
      expect(query).toMatchObject({ per_page: '20', include: 'contacts,contacts.contact_details' });
    }
    expect(seen).toEqual(rows(95));
  });

  it('loses nobody with a cursor when a row of the first page goes away, and somebody with an offset', () => {
    const without3 = (row: number) => row !== 3;
    const second = (start: Query) =>
      cut(rows(40), queryOf(cut(rows(40), { ...start, per_page: '20' }).pagination?.next), without3).rows;
    expect(second({ cursor: 'true' })[0]).toBe(20);
    expect(second({ page: '1' })[0]).toBe(21);
  });

  it.each([
    { per_page: '201' },
    { per_page: '0' },
    { per_page: 'many' },
    { page: '0' },
    { cursor: 'made-up' },
  ])('refuses %j with 400', (query) => {
    expect(() => cut(rows(3), query)).toThrow(expect.objectContaining({ status: 400 }));
  });
});
