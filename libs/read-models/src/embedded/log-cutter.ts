import type { SqlDatabase } from '@gatehouse/sqlite';
import { truncateLog } from '@gatehouse/sqlite';

/** At most one cut in this time, in milliseconds: it waits for the disk. */
const PAUSE_MS = 250;

/** Cuts the write-ahead log soon after something was overwritten, and again later when another process reads from it. */
export class LogCutter {
  readonly #db: SqlDatabase;
  #timer: NodeJS.Timeout | undefined;

  constructor(db: SqlDatabase) {
    this.#db = db;
  }

  /** The log holds an older version of something. */
  request(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#db.isOpen && !this.#cut()) this.request();
    }, PAUSE_MS).unref();
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
