import type { SqlDatabase } from './sql-database.js';

/**
 * Runs the work as one transaction that holds the file's only write lock from its start: all of it is committed, or
 * nothing when it throws. The work is synchronous, so no transaction stays open while something else runs.
 *
 * @throws what the work throws; SqliteFailure when another writer kept the file busy for too long.
 */
export function inTransaction<T>(db: SqlDatabase, work: () => T): T {
  db.run('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.run('COMMIT');
    return result;
  } catch (error) {
    // Some failures (a full disk) have rolled back already.
    if (db.isOpen && db.inTransaction) db.run('ROLLBACK');
    throw error;
  }
}
