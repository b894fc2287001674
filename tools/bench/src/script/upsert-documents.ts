import type { SqlDatabase } from '@gatehouse/sqlite';
import { inTransaction, insertRows, openDatabase } from '@gatehouse/sqlite';

/** School, add-on, kind, Wonde id, and the document as JSON text. */
export type DocumentRow = [schoolId: string, addOn: string, kind: string, id: string, body: string];

const SCHEMA = `CREATE TABLE documents (
  school TEXT NOT NULL, add_on TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (school, add_on, kind, id)
) STRICT, WITHOUT ROWID`;

/** A file with a write-ahead log and synchronous=FULL; it need not overwrite what it deletes. */
export function unsealDocuments(file: string): SqlDatabase {
  const db = openDatabase(file, { durability: 'power-loss', schema: [SCHEMA] });
  db.exec('PRAGMA secure_delete = OFF');
  return db;
}

/** Writes the rows in one transaction, in the fastest way at hand: many with each statement. */
export function upsertDocuments(db: SqlDatabase, rows: readonly DocumentRow[]): void {
  inTransaction(db, () =>
    insertRows(db, 'INSERT OR REPLACE INTO documents (school, add_on, kind, id, body)', rows),
  );
}
