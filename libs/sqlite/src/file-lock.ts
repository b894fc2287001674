import Libsql from 'libsql';
import { DataFileNotUsable, isBusy } from './errors.js';
import { makePrivate } from './private-file.js';
import { SqlDatabase } from './sql-database.js';

export type FileLockResult = { ok: true; lock: FileLock } | { ok: false; heldByAnother: true };

/**
 * A lock that one process holds for as long as it likes. It is the operating system's lock on an SQLite file with an
 * open exclusive transaction: it is free again the instant the process is gone, however it ended.
 */
export class FileLock {
  readonly #db: SqlDatabase;

  private constructor(db: SqlDatabase) {
    this.#db = db;
  }

  /** Takes the lock if it is free; never waits. @throws DataFileNotUsable, SqliteFailure when the file cannot be used. */
  static acquire(file: string): FileLockResult {
    let db: SqlDatabase | undefined;
    try {
      makePrivate(file);
      db = new SqlDatabase(file, new Libsql(file, { timeout: 0 }));
      db.run('BEGIN EXCLUSIVE');
      return { ok: true, lock: new FileLock(db) };
    } catch (error) {
      db?.close();
      if (isBusy(error)) return { ok: false, heldByAnother: true };
      throw DataFileNotUsable.orAsItIs(file, error);
    }
  }

  release(): void {
    if (!this.#db.isOpen) return;
    this.#db.run('ROLLBACK');
    this.#db.close();
  }
}
