import type { SqlDatabase } from './sql-database.js';

/**
 * Moves what the write-ahead log holds into the file and cuts the log to nothing, so that no older version of a page
 * remains in it. Does not wait: it would block the whole process.
 *
 * @returns false when another connection still reads from the log or writes to it; then ask again later.
 * @throws SqliteFailure when the disk fails.
 */
export function truncateLog(db: SqlDatabase): boolean {
  const timeout = db.first<{ timeout: number }>('PRAGMA busy_timeout')?.timeout ?? 0;
  db.exec('PRAGMA busy_timeout = 0');
  try {
    return db.first<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)')?.busy === 0;
  } finally {
    db.exec(`PRAGMA busy_timeout = ${timeout}`);
  }
}
