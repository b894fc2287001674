import type { SqlDatabase } from '@gatehouse/sqlite';
import { inTransaction, insertRows } from '@gatehouse/sqlite';
import type { NamedOperation } from '../newest-of-each.js';
import { newestOfEach } from '../newest-of-each.js';
import type { WriteOperation } from '../read-models.port.js';
import type { Slot, SlotBody } from './slots.js';
import { freeSlots, overwriteSlot, placeBodies, toSlotBody } from './slots.js';

interface StoredRow {
  rev: number | null;
  slot: number | null;
  size: number | null;
}

interface Change extends NamedOperation {
  body: SlotBody | null;
  stored: StoredRow;
}

/**
 * Applies the operations that are newer than what is stored, all in one transaction.
 *
 * @returns whether something that was stored has been overwritten, so that the log holds an older version of it.
 */
export function writeDocuments(db: SqlDatabase, operations: readonly WriteOperation[]): boolean {
  const newest = newestOfEach(operations);
  const bodies = newest.map(({ operation }) => operation.document && toSlotBody(operation.document));
  return inTransaction(db, () => {
    const stored = lookUp(db, newest);
    const changes = newest
      .map((named, index): Change => ({ ...named, body: bodies[index]!, stored: stored[index]! }))
      .filter(({ operation, stored: { rev } }) => isNewer(operation, rev));

    const left: Slot[] = [];
    const kept = new Map<Change, number>();
    const homeless: (Change & { body: SlotBody })[] = [];
    for (const change of changes) {
      const { body, stored } = change;
      const old = stored.slot === null ? null : { slot: stored.slot, size: stored.size! };
      if (old && body?.size === old.size) {
        overwriteSlot(db, old.slot, body);
        kept.set(change, old.slot);
        continue;
      }
      if (old) left.push(old);
      if (body) homeless.push(change as Change & { body: SlotBody });
    }
    freeSlots(db, left);
    const slots = placeBodies(
      db,
      homeless.map((change) => change.body),
    );
    homeless.forEach((change, index) => kept.set(change, slots[index]!));
    insertRows(
      db,
      'INSERT OR REPLACE INTO documents (collection, school, id, rev, slot, size)',
      changes.map((change) => {
        const { schoolId, id, rev } = change.operation;
        return [change.collection, schoolId, id, rev, kept.get(change) ?? null, change.body?.size ?? null];
      }),
    );
    return changes.some((change) => change.stored.slot !== null);
  });
}

const isNewer = ({ rev, again }: WriteOperation, stored: number | null): boolean =>
  stored === null || rev > stored || (again === true && rev === stored);

/** What is stored under each operation's id, in their order, in one query. */
function lookUp(db: SqlDatabase, operations: readonly NamedOperation[]): StoredRow[] {
  const asked = operations.map(({ collection, operation }) => [collection, operation.schoolId, operation.id]);
  return db.all<StoredRow>(
    `SELECT d.rev, d.slot, d.size FROM json_each(?) AS asked LEFT JOIN documents AS d
       ON d.collection = asked.value ->> 0 AND d.school = asked.value ->> 1 AND d.id = asked.value ->> 2
     ORDER BY asked.key`,
    [JSON.stringify(asked)],
  );
}
