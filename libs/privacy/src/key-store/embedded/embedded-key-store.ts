import { setTimeout as pause } from 'node:timers/promises';
import type { SqlDatabase } from '@gatehouse/sqlite';
import { inTransaction, insertRows, openDatabase, truncateLog } from '@gatehouse/sqlite';
import type { KeyAnswer, KeyStore } from '../key-store.port.js';
import { KeyStoreUnavailable } from '../key-store.port.js';
import { answering } from './answering.js';
import { keyStoreSchema } from './schema.js';

interface KeyRow {
  destroyed: number | null;
  wrapped: ArrayBuffer | null;
}

/** One query for all ids; the answers come in the order of the ids. */
function lookUpKeys(db: SqlDatabase, ids: readonly string[]): KeyAnswer[] {
  if (ids.length === 0) return [];
  const sql = `
    SELECT k.destroyed, CASE k.destroyed WHEN 0 THEN k.wrapped END AS wrapped
    FROM json_each(?) AS asked LEFT JOIN keys AS k ON k.id = asked.value ORDER BY asked.key`;
  return db.all<KeyRow>(sql, [JSON.stringify(ids)]).map((row): KeyAnswer => {
    if (row.destroyed === null) return { state: 'unknown' };
    if (row.wrapped === null) return { state: 'destroyed' };
    return { state: 'active', wrapped: Buffer.from(row.wrapped) };
  });
}

const ACTIVE_BATCH = 1_000;
const TRUNCATE_RETRY_MS = 20;

export interface EmbeddedKeyStoreOptions {
  /** How long `destroy` waits for other connections to leave the log, in milliseconds; 10,000 when left out. */
  destroyTimeoutMs?: number;
}

/**
 * Opens the key store in one file; several stores and processes may have it open at once (design sections 4 and 6).
 *
 * @throws DatabaseTooNew when a newer program wrote the file; DatabaseForeign when it is none of this kind; DataFileNotUsable
 * when the system does not grant it; SqliteFailure when it cannot be opened now.
 */
export function openEmbeddedKeyStore(file: string, options: EmbeddedKeyStoreOptions = {}): KeyStore {
  const db = openDatabase(file, { durability: 'power-loss', schema: keyStoreSchema });
  // A process that died between destroying keys and cutting the log left them in the log.
  truncateLog(db);
  return new EmbeddedKeyStore(db, options.destroyTimeoutMs ?? 10_000);
}

class EmbeddedKeyStore implements KeyStore {
  readonly #db: SqlDatabase;
  readonly #destroyTimeoutMs: number;

  constructor(db: SqlDatabase, destroyTimeoutMs: number) {
    this.#db = db;
    this.#destroyTimeoutMs = destroyTimeoutMs;
  }

  async ensure(entries: readonly { id: string; wrapped: Buffer }[]): Promise<KeyAnswer[]> {
    const added = new Map<string, Buffer>();
    for (const { id, wrapped } of entries) if (!added.has(id)) added.set(id, wrapped);
    return answering(() =>
      inTransaction(this.#db, () => {
        const rows = [...added].map(([id, wrapped]) => [id, 0, wrapped]);
        const inserted = insertRows(this.#db, 'INSERT OR IGNORE INTO keys (id, destroyed, wrapped)', rows);
        // Most often all are new, and what was given is what is there.
        if (inserted === added.size)
          return entries.map(({ id }): KeyAnswer => ({ state: 'active', wrapped: added.get(id)! }));
        return lookUpKeys(
          this.#db,
          entries.map(({ id }) => id),
        );
      }),
    );
  }

  async get(ids: readonly string[]): Promise<KeyAnswer[]> {
    return answering(() => lookUpKeys(this.#db, ids));
  }

  async destroy(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await answering(() =>
      inTransaction(this.#db, () =>
        this.#db.run(
          `UPDATE keys SET destroyed = 1, wrapped = zeroblob(length(wrapped))
           WHERE destroyed = 0 AND id IN (SELECT value FROM json_each(?))`,
          [JSON.stringify(ids)],
        ),
      ),
    );
    await this.#cutLog();
  }

  async *active(prefix: string): AsyncIterable<string[]> {
    const sql = `
      SELECT id FROM keys WHERE destroyed = 0 AND id >= ? AND id > ? AND id < ? || char(1114111)
      ORDER BY id LIMIT ${ACTIVE_BATCH}`;
    let after = '';
    for (;;) {
      const rows = await answering(() => this.#db.all<{ id: string }>(sql, [prefix, after, prefix]));
      const ids = rows.map((row) => row.id);
      if (ids.length > 0) yield ids;
      if (ids.length < ACTIVE_BATCH) return;
      after = ids.at(-1)!;
    }
  }

  async close(): Promise<void> {
    this.#db.close();
  }

  /** Only when the log is cut are the key's bytes gone from every file. */
  async #cutLog(): Promise<void> {
    const deadline = Date.now() + this.#destroyTimeoutMs;
    while (!(await answering(() => truncateLog(this.#db)))) {
      if (Date.now() >= deadline) {
        throw new KeyStoreUnavailable(
          'The keys are marked as destroyed, but other processes keep older versions of the file in use, so their ' +
            'bytes are still in its log. Destroy the same keys again, after stopping whatever else reads the file.',
        );
      }
      await pause(TRUNCATE_RETRY_MS);
    }
  }
}
