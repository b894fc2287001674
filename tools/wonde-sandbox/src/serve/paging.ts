import type { Manner } from '../world/manner.js';
import { queryNumber, queryText, refuseParameter } from './query.js';
import type { Query } from './query.js';

export interface Pagination {
  next: string | null;
  previous: string | null;
  more: boolean;
  /** As text when `per_page` was sent (wonde-api section 14). */
  per_page: number | string;
  current_page: number;
}

export interface Page<Row> {
  rows: Row[];
  /** Left out for 50 rows or fewer, unless `per_page` was sent or short lists are paged, too (wonde-api section 5). */
  pagination?: Pagination;
}

export interface PageRequest {
  query: Query;
  maxPerPage: number;
  /** Absolute address of the request, without its query; `next` repeats the query's other parameters. */
  url: string;
  shortLists?: Manner['shortLists'];
}

const DEFAULT_PER_PAGE = 50;

/**
 * Cuts one page out of `rows` (those in `keep`). With `cursor`, the position is one in the whole list, so that a row
 * that disappears during the walk shifts nobody; with `page`, it does, as offset paging does.
 */
export function cutPage<Row>(
  rows: readonly Row[],
  keep: (row: Row) => boolean,
  { query, maxPerPage, url, shortLists = 'bare' }: PageRequest,
): Page<Row> {
  const asked = queryNumber(query, 'per_page');
  if (asked !== undefined && asked > maxPerPage) refuseParameter('per_page', `at most ${maxPerPage} here`);
  const perPage = asked ?? DEFAULT_PER_PAGE;
  const start = startOf(query);
  const kept: { row: Row; position: number }[] = [];
  let total = 0;
  const skip = start.cursor ? 0 : (start.page - 1) * perPage;
  rows.forEach((row, position) => {
    if (!keep(row)) return;
    total += 1;
    if (start.cursor ? position >= start.position : total > skip) kept.push({ row, position });
  });
  const shown = kept.slice(0, perPage);
  const more = kept.length > perPage;
  const page: Page<Row> = { rows: shown.map(({ row }) => row) };
  if (asked === undefined && total <= DEFAULT_PER_PAGE && shortLists === 'bare') return page;
  const at = (parameter: Record<string, string>) => address(url, query, parameter);
  const after = (shown.at(-1)?.position ?? 0) + 1;
  page.pagination = {
    next: !more
      ? null
      : start.cursor
        ? at({ cursor: encodeCursor(after, start.page + 1) })
        : at({ page: String(start.page + 1) }),
    previous: start.cursor || start.page === 1 ? null : at({ page: String(start.page - 1) }),
    more,
    per_page: queryText(query, 'per_page') ?? perPage,
    current_page: start.page,
  };
  return page;
}

/** A list as an answer: rows as they are shown, the pagination object if there is one, the includes that exist. */
export function listAnswer<Row, Shown>(
  { rows, pagination }: Page<Row>,
  show: (row: Row) => Shown,
  includes: readonly string[] = [],
) {
  return { data: rows.map(show), meta: { ...(pagination && { pagination }), includes } };
}

/** Which page a query asks for, 1 being the first. Throws 400 for a cursor that was not given out. */
export const pageNumber = (query: Query): number => startOf(query).page;

function startOf(query: Query): { cursor: boolean; page: number; position: number } {
  const cursor = queryText(query, 'cursor');
  if (cursor === undefined || cursor === 'false') {
    return { cursor: false, page: queryNumber(query, 'page') ?? 1, position: 0 };
  }
  if (cursor === 'true' || cursor === '1' || cursor === '') return { cursor: true, page: 1, position: 0 };
  const [, page, position] = /^p(\d+)\.(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (page === undefined) return refuseParameter('cursor', '"true" or a cursor out of "next"');
  return { cursor: true, page: Number(page), position: Number(position) };
}

const encodeCursor = (position: number, page: number): string =>
  Buffer.from(`p${page}.${position}`).toString('base64url');

function address(url: string, query: Query, parameters: Record<string, string>): string {
  const target = new URL(url);
  for (const name of Object.keys(query)) target.searchParams.set(name, queryText(query, name) ?? '');
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  // Recorded addresses leave the commas of `include` as they are (wonde-api section 14).
  return target.href.replaceAll('%2C', ',');
}
