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

/** Cuts the write-ahead log soon after something was overwritten, and again later when another process reads from it. */
export class LogCutter {
  readonly #db: SqlDatabase;
  readonly #pauseMs: number;
  #timer: NodeJS.Timeout | undefined;

  /** @param pauseMs at most one cut in this time, in milliseconds: it waits for the disk. */
  constructor(db: SqlDatabase, pauseMs: number) {
    this.#db = db;
    this.#pauseMs = pauseMs;
  }

  /** The log holds an older version of something. */
  request(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#db.isOpen && !this.#cut()) this.request();
    }, this.#pauseMs).unref();
  }

  /** Cuts now if that is still to be done. */
  finish(): void {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#cut();
  }

  /** A failing disk shows itself at the next write, whose caller can do something about it. */
  #cut(): boolean {
    try {
      return truncateLog(this.#db);
    } catch {
      return false;
    }
  }
}
