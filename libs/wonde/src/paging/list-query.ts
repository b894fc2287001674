/** A list to walk: its address, and what to try once instead if its first page is refused as a bad request. */
export interface ListQuery {
  /** Below the base, e.g. `schools/A1/students`. */
  path: string;
  /** For messages, e.g. "the students of school A1". */
  what: string;
  first: URL;
  fallback: URL | undefined;
  /** Whether an answer without pagination is an error. */
  mustPaginate: boolean;
}

/** The largest `per_page` that every endpoint takes (wonde-api section 12). */
export const SMALL_PAGE = 50;

/** The address of a list. `per_page` comes first, so that no answer leaves its pagination out (wonde-api section 5). */
export function listUrl(base: URL, path: string, query: Record<string, string | number | boolean>): URL {
  const url = new URL(path, base);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url;
}
