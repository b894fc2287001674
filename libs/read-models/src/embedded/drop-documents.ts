import type { SqlDatabase } from '@gatehouse/sqlite';
import { inTransaction } from '@gatehouse/sqlite';
import type { Slot } from './slots.js';
import { freeSlots } from './slots.js';

/** So many documents are removed at once: other writers wait meanwhile. */
const PART = 1_000;

interface Row {
  school: string;
  id: string;
  slot: number | null;
  size: number | null;
}

/**
 * Removes some documents and withdrawals of a collection, in one transaction; what they said is overwritten.
 *
 * @param collection its name, as `collectionName` gives it.
 * @returns how many; none when nothing is left.
 */
export function dropSomeDocuments(db: SqlDatabase, collection: string): number {
  return inTransaction(db, () => {
    const sql = 'SELECT school, id, slot, size FROM documents WHERE collection = ? LIMIT ?';
    const rows = db.all<Row>(sql, [collection, PART]);
    freeSlots(db, rows.flatMap(slotOf));
    for (const { school, id } of rows) {
      db.run('DELETE FROM documents WHERE collection = ? AND school = ? AND id = ?', [
        collection,
        school,
        id,
      ]);
    }
    return rows.length;
  });
}

const slotOf = ({ slot, size }: Row): Slot[] => (slot === null ? [] : [{ slot, size: size! }]);
