import type Libsql from 'libsql';
import { SqliteFailure } from './errors.js';
import { inTransaction } from './in-transaction.js';

export type SqlValue = string | number | bigint | Uint8Array | null;

/** What has to have the file to itself. Outside of a transaction it gets one, as `inTransaction` says why. */
const WRITES = /^\s*(?:INSERT|UPDATE|DELETE)/;

/**
 * One connection. Every query runs to its end before it answers: libsql's own `get`, an iteration left early and a
 * `run` of a statement with RETURNING leave the statement open, and with it a lock or an old snapshot of the file.
 * Statements are prepared once for each text. Blobs come back as `ArrayBuffer`.
 */
export class SqlDatabase {
  readonly file: string;
  readonly #native: Libsql.Database;
  readonly #statements = new Map<string, Libsql.Statement>();

  constructor(file: string, native: Libsql.Database) {
    this.file = file;
    this.#native = native;
  }

  /** All rows of a query, or of a statement with RETURNING. @throws SqliteFailure */
  all<Row>(sql: string, params: readonly SqlValue[] = []): Row[] {
    return this.#failing(() => this.#prepared(sql).all(params) as Row[]);
  }

  /** The first row; the statement still runs to its end, so ask for one. @throws SqliteFailure */
  first<Row>(sql: string, params: readonly SqlValue[] = []): Row | undefined {
    return this.all<Row>(sql, params)[0];
  }

  /** Runs a statement that answers no rows. @returns the number of rows that changed. @throws SqliteFailure */
  run(sql: string, params: readonly SqlValue[] = []): number {
    const work = () => this.#failing(() => this.#prepared(sql).run(params).changes);
    if (!WRITES.test(sql) || this.inTransaction) return work();
    return inTransaction(this, work);
  }

  /** Runs one or more statements without parameters and without a cached plan. @throws SqliteFailure */
  exec(sql: string): void {
    this.#failing(() => this.#native.exec(sql));
  }

  get inTransaction(): boolean {
    return this.#native.inTransaction;
  }

  get isOpen(): boolean {
    return this.#native.open;
  }

  close(): void {
    if (!this.#native.open) return;
    this.#statements.clear();
    this.#native.close();
  }

  #prepared(sql: string): Libsql.Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#native.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #failing<T>(work: () => T): T {
    if (!this.#native.open) throw new SqliteFailure('SQLITE_MISUSE', `${this.file} is closed.`);
    try {
      return work();
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      const sqliteCode = typeof code === 'string' ? code : 'SQLITE_ERROR';
      const message = `${this.file}: ${error instanceof Error ? error.message : 'failed'} (${sqliteCode}).`;
      throw new SqliteFailure(sqliteCode, message, { cause: error });
    }
  }
}
