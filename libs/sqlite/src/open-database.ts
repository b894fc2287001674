import Libsql from 'libsql';
import { DatabaseForeign, SqliteFailure } from './errors.js';
import { applySchema } from './apply-schema.js';
import { pauseSync } from './pause-sync.js';
import { makePrivate } from './private-file.js';
import { SqlDatabase } from './sql-database.js';

export interface DatabaseOptions {
  /**
   * What a commit survives: `power-loss` waits for the disk; `process` outlives the end of the process at any
   * instant, and after a power loss the newest commits may be missing (never half of one).
   */
  durability: 'power-loss' | 'process';
  /** The statements that lead from one schema version to the next; the file's version is how many were applied. */
  schema?: readonly string[];
  /** How long a statement waits for another writer, in milliseconds; 5,000 when left out. */
  busyTimeoutMs?: number;
}

/**
 * Opens a database file for its owner only (mode 0600), creating it and its folder where needed. Several connections
 * and processes may have it open at once (write-ahead log); deleted content is overwritten (design section 4).
 *
 * @throws DatabaseTooNew when a newer program wrote the file; DatabaseForeign when it holds something else; SqliteFailure when
 * SQLite cannot open it.
 */
export function openDatabase(file: string, options: DatabaseOptions): SqlDatabase {
  makePrivate(file);
  const timeout = options.busyTimeoutMs ?? 5_000;
  const db = new SqlDatabase(file, new Libsql(file, { timeout }));
  try {
    switchToWriteAheadLog(db, timeout);
    db.exec(`
      PRAGMA synchronous = ${options.durability === 'power-loss' ? 'FULL' : 'NORMAL'};
      PRAGMA secure_delete = ON;
      PRAGMA foreign_keys = OFF;
      PRAGMA temp_store = MEMORY;
    `);
    applySchema(db, options.schema ?? []);
    return db;
  } catch (error) {
    db.close();
    if (error instanceof SqliteFailure && error.sqliteCode === 'SQLITE_NOTADB')
      throw new DatabaseForeign(file);
    throw error;
  }
}

/** SQLite answers "busy" at once here when another process is opening the file, whatever the time-out says. */
function switchToWriteAheadLog(db: SqlDatabase, timeout: number): void {
  const deadline = Date.now() + timeout;
  for (;;) {
    try {
      db.all('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      const busy = error instanceof SqliteFailure && error.sqliteCode.startsWith('SQLITE_BUSY');
      if (!busy || Date.now() >= deadline) throw error;
      pauseSync(10);
    }
  }
}
