/** SQLite refused or failed: busy for too long, disk full, file damaged, connection closed. */
export class SqliteFailure extends Error {
  readonly code = 'SQLITE_FAILURE';
  /** SQLite's own name for it, for example `SQLITE_BUSY`. */
  readonly sqliteCode: string;
  constructor(sqliteCode: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SqliteFailure';
    this.sqliteCode = sqliteCode;
  }
}

/** What the file holds is something else: an empty one must not be made beside it, as if nothing had been there. */
export class DatabaseForeign extends Error {
  readonly code = 'DATABASE_FOREIGN';
  constructor(file: string) {
    super(
      `${file} is damaged, or another file under its name. Restore it from a backup, or use another data directory.`,
    );
    this.name = 'DatabaseForeign';
  }
}

/**
 * What passes by itself, or when somebody makes room or grants the right: the same statement can succeed later on the same
 * connection. By the beginning of SQLite's codes.
 */
const PASSING = ['BUSY', 'LOCKED', 'FULL', 'IOERR', 'READONLY', 'CANTOPEN', 'NOMEM', 'PROTOCOL'];
/** The file is not the one any more that was opened: this connection never comes to it again. */
const MOVED = 'SQLITE_READONLY_DBMOVED';

/**
 * Whether the same work may succeed later: the file is locked, full, or must not be written now. Not when it is damaged,
 * replaced or closed.
 */
export const isPassing = (error: unknown): boolean =>
  error instanceof SqliteFailure &&
  error.sqliteCode !== MOVED &&
  PASSING.some((code) => error.sqliteCode.startsWith(`SQLITE_${code}`));

/** Whether another connection had the file to itself, so that nothing was done. */
export const isBusy = (error: unknown): boolean =>
  error instanceof SqliteFailure && error.sqliteCode.startsWith('SQLITE_BUSY');

/** By the beginning of SQLite's codes: what nobody waits for when a file is opened. */
const UNUSABLE = ['READONLY', 'CANTOPEN', 'PERM', 'AUTH'];

/** The file cannot be made, opened, written, or closed to other users: somebody has to grant it. */
export class DataFileNotUsable extends Error {
  readonly code = 'DATA_FILE_NOT_USABLE';
  constructor(file: string, why: string, options?: ErrorOptions) {
    super(
      `${file} cannot be made, opened, written or closed to other users (${why}). See that it and its ` +
        'folder belong to the user who runs this, and that its disk is not read-only.',
      options,
    );
    this.name = 'DataFileNotUsable';
  }

  /** In place of an error of Node.js or SQLite that says so; any other error as it is. */
  static orAsItIs(file: string, error: unknown): unknown {
    if (error instanceof SqliteFailure) {
      const isSo = UNUSABLE.some((code) => error.sqliteCode.startsWith(`SQLITE_${code}`));
      return isSo ? new DataFileNotUsable(file, error.sqliteCode, { cause: error }) : error;
    }
    const { syscall, code } = (error ?? {}) as NodeJS.ErrnoException;
    return syscall === undefined ? error : new DataFileNotUsable(file, String(code), { cause: error });
  }
}

/** The file was written by a newer version of the program: this one must not touch it. */
export class DatabaseTooNew extends Error {
  readonly code = 'DATABASE_TOO_NEW';
  constructor(file: string, found: number, known: number) {
    super(
      `${file} has schema version ${found}; this program knows versions up to ${known}. ` +
        'Start the newer program again, or use another data directory.',
    );
    this.name = 'DatabaseTooNew';
  }
}
