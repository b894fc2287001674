/** A list to walk, and the ways in which it may be asked for. */
export interface ListQuery {
  /** Of the list itself, without a query. */
  address: URL;
  /** For messages, e.g. "the students of school A1". */
  what: string;
  /** Parameters to ask with; each next one is for a source that refuses the one before, or takes too long with it. */
  queries: readonly [Query, ...Query[]];
  include: readonly string[];
  /** Those of the includes without which the list is still of use. */
  mayLeaveOut: readonly string[];
  /** Whether an answer without pagination is an error. */
  mustPaginate: boolean;
}

export type Query = { readonly [parameter: string]: string | number | boolean };

/** One way of asking for a list. */
export interface Way {
  /** Which of the list's queries. */
  query: number;
  include: readonly string[];
  /** Includes that are left out since Wonde refused them. */
  leftOut: readonly string[];
}

/** The largest `per_page` that every endpoint takes (wonde-api section 12), and that is answered soon (section 10). */
export const SMALL_PAGE = 50;

/** Queries with pages of this size, and with smaller ones where there are some. */
export function pageQueries(perPage: number, others: Query): ListQuery['queries'] {
  // `per_page` comes first, so that no answer leaves its pagination out (wonde-api section 5).
  const query = (rows: number): Query => ({ per_page: rows, ...others });
  return perPage > SMALL_PAGE ? [query(perPage), query(SMALL_PAGE)] : [query(perPage)];
}

export const firstWay = ({ include }: ListQuery): Way => ({ query: 0, include, leftOut: [] });

/** Whether nothing smaller can be asked for. */
export const isSmallest = ({ queries }: ListQuery, { query }: Way): boolean => query + 1 >= queries.length;

/** The address of the list's first page, asked for in this way. */
export function firstPageUrl(list: ListQuery, { query, include }: Way): URL {
  const url = new URL(list.address);
  for (const [name, value] of Object.entries(list.queries[query] ?? {})) {
    url.searchParams.set(name, String(value));
  }
  if (include.length > 0) url.searchParams.set('include', include.join(','));
  return url;
}
