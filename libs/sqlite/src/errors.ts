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
