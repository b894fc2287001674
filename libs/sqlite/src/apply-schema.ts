import { DatabaseForeign, DatabaseTooNew } from './errors.js';
import { inTransaction } from './in-transaction.js';
import type { SqlDatabase } from './sql-database.js';

/**
 * Brings the file to the newest schema version, each step once, also when several processes open it at the same time.
 *
 * @param steps where the first begins by making a table, every version of the file has that one.
 * @throws DatabaseTooNew when the file's version is greater than the number of steps; DatabaseForeign when it holds
 * tables, and not that one.
 */
export function applySchema(db: SqlDatabase, steps: readonly string[]): void {
  if (versionOf(db, steps) === steps.length) return;
  inTransaction(db, () => {
    for (const step of steps.slice(versionOf(db, steps))) db.exec(step);
    db.exec(`PRAGMA user_version = ${steps.length}`);
  });
}

function versionOf(db: SqlDatabase, steps: readonly string[]): number {
  const found = db.first<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
  if (found > steps.length) throw new DatabaseTooNew(db.file, found, steps.length);
  if (isForeign(db, found, steps)) throw new DatabaseForeign(db.file);
  return found;
}

/** Another file under the name of ours would say that nothing was ever there, or fail at its first use. */
function isForeign(db: SqlDatabase, version: number, steps: readonly string[]): boolean {
  const own = /^CREATE TABLE (\w+) \(/.exec(steps[0] ?? '')?.[1];
  if (own === undefined) return false;
  const tables = db.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'");
  if (version > 0) return tables.every(({ name }) => name !== own);
  // Tables and version are committed together, so only who may write knows that nobody is making them.
  return db.inTransaction && tables.length > 0;
}
