import type { SqlDatabase, SqlValue } from './sql-database.js';

/** Few sizes, so that few statements are prepared; the largest stays far below SQLite's 32,766 parameters. */
const CHUNKS = [128, 32, 8, 1];

/**
 * Inserts the rows in order, many with each statement. Call it inside a transaction.
 *
 * @param into the head of the statement, for example `INSERT INTO events (stream, revision)`; every row has as many
 *   values as it names columns.
 * @returns how many rows were inserted: fewer than given where the statement ignores conflicts.
 */
export function insertRows(db: SqlDatabase, into: string, rows: readonly (readonly SqlValue[])[]): number {
  let next = 0;
  let inserted = 0;
  for (const size of CHUNKS) {
    for (; rows.length - next >= size; next += size) {
      const chunk = rows.slice(next, next + size);
      const tuple = `(${chunk[0]!.map(() => '?').join(', ')})`;
      inserted += db.run(`${into} VALUES ${chunk.map(() => tuple).join(', ')}`, chunk.flat());
    }
  }
  return inserted;
}
