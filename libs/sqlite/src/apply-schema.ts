import { DatabaseTooNew } from './errors.js';
import { inTransaction } from './in-transaction.js';
import type { SqlDatabase } from './sql-database.js';

/**
 * Brings the file to the newest schema version, each step once, also when several processes open it at the same time.
 *
 * @throws DatabaseTooNew when the file's version is greater than the number of steps.
 */
export function applySchema(db: SqlDatabase, steps: readonly string[]): void {
  if (versionOf(db, steps.length) === steps.length) return;
  inTransaction(db, () => {
    for (const step of steps.slice(versionOf(db, steps.length))) db.exec(step);
    db.exec(`PRAGMA user_version = ${steps.length}`);
  });
}

function versionOf(db: SqlDatabase, known: number): number {
  const found = db.first<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
  if (found > known) throw new DatabaseTooNew(db.file, found, known);
  return found;
}
