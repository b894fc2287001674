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

/** Which documents and withdrawals of a collection are removed. */
export interface Removed {
  /** The collection's name, as `collectionName` gives it. */
  collection: string;
  /** Of all schools when left out. */
  school?: string | undefined;
  /** Under all ids when left out. */
  id?: string | undefined;
}

/**
 * Removes some of these, in one transaction; what they said is overwritten.
 *
 * @returns how many; none when nothing is left.
 */
export function dropSomeDocuments(db: SqlDatabase, { collection, school, id }: Removed): number {
  return inTransaction(db, () => {
    const ofSchool = school === undefined ? '' : ' AND school = ?';
    const underId = id === undefined ? '' : ' AND id = ?';
    const params = [collection, school, id].filter((param) => param !== undefined);
    const rows = db.all<Row>(
      `SELECT school, id, slot, size FROM documents WHERE collection = ?${ofSchool}${underId} LIMIT ?`,
      [...params, PART],
    );
    freeSlots(db, rows.flatMap(slotOf));
    for (const row of rows) {
      db.run('DELETE FROM documents WHERE collection = ? AND school = ? AND id = ?', [
        collection,
        row.school,
        row.id,
      ]);
    }
    return rows.length;
  });
}

const slotOf = ({ slot, size }: Row): Slot[] => (slot === null ? [] : [{ slot, size: size! }]);
