import Libsql from 'libsql';
import { DataFileNotUsable, DatabaseForeign, SqliteFailure, isBusy } from './errors.js';
import { applySchema } from './apply-schema.js';
import { makePrivate } from './private-file.js';
import { SqlDatabase } from './sql-database.js';

/** Blocks the thread, for the few places where SQLite must be asked again and nothing else may run meanwhile. */
function pauseSync(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

export interface DatabaseOptions {
  /**
   * What a commit survives: `power-loss` waits for the disk; `process` outlives the end of the process at any
   * instant, and after a power loss the newest commits may be missing (never half of one).
   */
  durability: 'power-loss' | 'process';
  /** The statements that lead from one schema version to the next; the file's version is how many were applied. */
  schema?: readonly string[];
  /**
   * How long a statement holds up the thread while another connection writes, in milliseconds; 100 when left out, which is
   * more than a write takes. Who waits for longer does it as `failingAs` does.
   */
  busyTimeoutMs?: number;
}

/** As long as it takes other processes to open the file at the same time, in milliseconds. */
const OPEN_WITHIN_MS = 5_000;

/**
 * Opens a database file for its owner only (mode 0600), creating it and its folder where needed. Several connections
 * and processes may have it open at once (write-ahead log); deleted content is overwritten (design section 4).
 *
 * @throws DatabaseTooNew when a newer program wrote the file; DatabaseForeign when it holds something else; DataFileNotUsable
 * when the system does not grant it; SqliteFailure when SQLite cannot open it now.
 */
export function openDatabase(file: string, options: DatabaseOptions): SqlDatabase {
  try {
    return open(file, options);
  } catch (error) {
    throw DataFileNotUsable.orAsItIs(file, error);
  }
}

function open(file: string, options: DatabaseOptions): SqlDatabase {
  makePrivate(file);
  const db = new SqlDatabase(file, new Libsql(file, { timeout: OPEN_WITHIN_MS }));
  try {
    switchToWriteAheadLog(db, OPEN_WITHIN_MS);
    db.exec(`
      PRAGMA synchronous = ${options.durability === 'power-loss' ? 'FULL' : 'NORMAL'};
      PRAGMA secure_delete = ON;
      PRAGMA foreign_keys = OFF;
      PRAGMA temp_store = MEMORY;
    `);
    applySchema(db, options.schema ?? []);
    db.exec(`PRAGMA busy_timeout = ${options.busyTimeoutMs ?? 100}`);
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
      if (!isBusy(error) || Date.now() >= deadline) throw error;
      pauseSync(10);
    }
  }
}
