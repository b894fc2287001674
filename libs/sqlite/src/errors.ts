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

/**
 * What passes by itself, or when somebody makes room or grants the right: the same statement can succeed later on the same
 * connection. By the beginning of SQLite's codes.
 */
const PASSING = ['BUSY', 'LOCKED', 'FULL', 'IOERR', 'READONLY', 'CANTOPEN', 'NOMEM', 'PROTOCOL'];
/** The file is not the one any more that was opened: this connection never comes to it again. */
const MOVED = 'SQLITE_READONLY_DBMOVED';

/** Whether the same work may succeed later: the file is locked, full, or must not be written now. Not when it is damaged, replaced or closed. */
export const isPassing = (error: unknown): boolean =>
  error instanceof SqliteFailure &&
  error.sqliteCode !== MOVED &&
  PASSING.some((code) => error.sqliteCode.startsWith(`SQLITE_${code}`));

/** Whether another connection had the file to itself, so that nothing was done. */
export const isBusy = (error: unknown): boolean =>
  error instanceof SqliteFailure && error.sqliteCode.startsWith('SQLITE_BUSY');

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
