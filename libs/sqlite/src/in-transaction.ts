import type { SqlDatabase } from './sql-database.js';

/**
 * Runs the work as one transaction that holds the file's only write lock from its start: all of it is committed, or
 * nothing when it throws. The work is synchronous, so no transaction stays open while something else runs.
 *
 * It begins and ends without a prepared statement: libsql leaves one that met a busy file open, and with it an old view of
 * the file; with two of them the connection can never write again (`SQLITE_BUSY_SNAPSHOT`). Within the transaction none is met.
 *
 * @throws what the work throws; SqliteFailure when another writer kept the file busy for too long.
 */
export function inTransaction<T>(db: SqlDatabase, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // Some failures (a full disk) have rolled back already.
    if (db.isOpen && db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}
