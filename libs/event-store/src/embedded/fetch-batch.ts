import type { SqlDatabase } from '@gatehouse/sqlite';
import type { EventRow } from './schema.js';
import { EVENT_COLUMNS } from './schema.js';

/** At most this many positions are looked at in one go: other people's events must not block the process for long. */
export const WINDOW = 10_000;

export interface Batch {
  rows: EventRow[];
  /** Everything wanted up to here is in this batch or an earlier one. */
  scannedTo: number;
}

/** The next wanted events after a position, in order, from one consistent view of the file. */
export function fetchBatch(
  db: SqlDatabase,
  prefixes: readonly string[],
  after: number,
  limit: number,
): Batch {
  const { last } = db.first<{ last: number | null }>('SELECT max(position) AS last FROM events')!;
  const end = Math.min(last ?? 0, after + WINDOW);
  if (end <= after) return { rows: [], scannedTo: after };
  const wanted = beginsWithOneOf(prefixes);
  // Most of what is appended is wanted by one of many who wait: the streams' tails say so without a look at the events.
  const isNews = `SELECT 1 FROM streams s WHERE s.position > ? AND ${wanted.sql} LIMIT 1`;
  if (db.first(isNews, [after, ...wanted.params]) === undefined) return { rows: [], scannedTo: end };
  // CROSS JOIN fixes the order of the loops: by position, never stream by stream with a sort.
  const columns = EVENT_COLUMNS.replace(' JOIN ', ' CROSS JOIN ');
  const rows = db.all<EventRow>(
    `SELECT ${columns} WHERE e.position > ? AND e.position <= ? AND ${wanted.sql} ORDER BY e.position LIMIT ?`,
    [after, end, ...wanted.params, limit],
  );
  return { rows, scannedTo: rows.length === limit ? rows.at(-1)!.position : end };
}

/** A condition on `s.name` and its parameters: begins with one of the prefixes. A range, so that an index serves it. */
export function beginsWithOneOf(prefixes: readonly string[]): { sql: string; params: string[] } {
  if (prefixes.length === 0) return { sql: '0', params: [] };
  return {
    sql: `(${prefixes.map(() => '(s.name >= ? AND s.name < ? || char(1114111))').join(' OR ')})`,
    params: prefixes.flatMap((prefix) => [prefix, prefix]),
  };
}
