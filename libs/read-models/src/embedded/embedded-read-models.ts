import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SqlDatabase } from '@gatehouse/sqlite';
import { LogCutter, openDatabase, truncateLog } from '@gatehouse/sqlite';
import { collectionName } from '../collection-name.js';
import type {
  Collection,
  Document,
  ListOptions,
  ReadModels,
  StoredDocument,
  WriteOperation,
} from '../read-models.port.js';
import { answering } from './answering.js';
import type { Removed } from './drop-documents.js';
import { dropSomeDocuments } from './drop-documents.js';
import { readModelsSchema } from './schema.js';
import { writeDocuments } from './write-documents.js';

/** Between two cuts of the log, in milliseconds. */
const CUT_PAUSE_MS = 250;

/**
 * Opens the read models in one file; several of them and several processes may have it open at once. Writes survive
 * the end of the process at any instant (design section 6).
 *
 * @throws DatabaseTooNew when a newer program wrote the file; DatabaseForeign when it is none of this kind; DataFileNotUsable
 * when the system does not grant it; SqliteFailure when it cannot be opened now.
 */
export function openEmbeddedReadModels(file: string): ReadModels {
  const db = openDatabase(file, { durability: 'process', schema: readModelsSchema });
  // A process that died between a withdrawal and cutting the log left the document in the log.
  truncateLog(db);
  return new EmbeddedReadModels(db);
}

class EmbeddedReadModels implements ReadModels {
  readonly #db: SqlDatabase;
  readonly #log: LogCutter;

  constructor(db: SqlDatabase) {
    this.#db = db;
    this.#log = new LogCutter(db, CUT_PAUSE_MS);
  }

  async write(operations: readonly WriteOperation[]): Promise<void> {
    if (operations.length === 0) return;
    if (await answering(() => writeDocuments(this.#db, operations))) this.#log.request();
  }

  async get(collection: Collection, schoolId: string, id: string): Promise<StoredDocument | undefined> {
    const row = await answering(() =>
      this.#db.first<DocumentRow>(`${SELECT} AND d.id = ?`, [collectionName(collection), schoolId, id]),
    );
    return row && toDocument(row);
  }

  async list(collection: Collection, schoolId: string, options: ListOptions): Promise<StoredDocument[]> {
    const params = [collectionName(collection), schoolId, options.after ?? '', options.limit];
    const sql = `${SELECT} AND d.id > ? ORDER BY d.id LIMIT ?`;
    return (await answering(() => this.#db.all<DocumentRow>(sql, params))).map(toDocument);
  }

  async count(collection: Collection, schoolId: string): Promise<number> {
    const sql =
      'SELECT count(*) AS n FROM documents WHERE collection = ? AND school = ? AND slot IS NOT NULL';
    const row = await answering(() =>
      this.#db.first<{ n: number }>(sql, [collectionName(collection), schoolId]),
    );
    return row!.n;
  }

  async checkpoint(name: string): Promise<string | null> {
    const sql = 'SELECT position FROM checkpoints WHERE name = ?';
    const row = await answering(() => this.#db.first<{ position: string }>(sql, [name]));
    return row?.position ?? null;
  }

  async saveCheckpoint(name: string, position: string): Promise<void> {
    const sql = 'INSERT OR REPLACE INTO checkpoints (name, position) VALUES (?, ?)';
    await answering(() => this.#db.run(sql, [name, position]));
  }

  async drop(collection: Collection): Promise<void> {
    await this.#remove({ collection: collectionName(collection) });
  }

  async forget(collection: Collection, schoolId: string, id?: string): Promise<void> {
    await this.#remove({ collection: collectionName(collection), school: schoolId, id });
  }

  async #remove(removed: Removed): Promise<void> {
    for (let dropped = 1; dropped > 0; await nextTurn()) {
      dropped = await answering(() => dropSomeDocuments(this.#db, removed));
      if (dropped > 0) this.#log.request();
    }
  }

  async dropCheckpoint(name: string): Promise<void> {
    await answering(() => this.#db.run('DELETE FROM checkpoints WHERE name = ?', [name]));
  }

  async close(): Promise<void> {
    if (this.#db.isOpen) this.#log.finish();
    this.#db.close();
  }
}

interface DocumentRow {
  id: string;
  rev: number;
  body: string;
}

const SELECT = `
  SELECT d.id, d.rev, s.body FROM documents AS d JOIN slots AS s ON s.slot = d.slot
  WHERE d.collection = ? AND d.school = ?`;

function toDocument({ id, rev, body }: DocumentRow): StoredDocument {
  return { id, rev, document: JSON.parse(body) as Document };
}
