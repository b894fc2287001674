import type { Document } from '../read-models.port.js';
import type { SqlDatabase } from '@gatehouse/sqlite';
import { insertRows } from '@gatehouse/sqlite';

/** A document as its slot holds it: JSON, filled up with blanks to one of few sizes (in bytes). */
export interface SlotBody {
  text: string;
  size: number;
}

/** Sizes grow in steps of at most an eighth, so that a changed document mostly fits the slot it has. */
export function toSlotBody(document: Document): SlotBody {
  const json = JSON.stringify(document);
  const bytes = Buffer.byteLength(json);
  const step = Math.max(64, 2 ** (Math.floor(Math.log2(bytes)) - 3));
  const size = Math.ceil(bytes / step) * step;
  return { text: json + blanks(size - bytes), size };
}

export function blanks(size: number): string {
  return ' '.repeat(size);
}

export interface Slot {
  slot: number;
  size: number;
}

/** Writes over what the slot held; the sizes are the same, so SQLite changes the bytes where they are. */
export function overwriteSlot(db: SqlDatabase, slot: number, body: SlotBody): void {
  db.run('UPDATE slots SET body = ? WHERE slot = ?', [body.text, slot]);
}

/** Blanks the slots and keeps them for later bodies of their sizes. */
export function freeSlots(db: SqlDatabase, slots: readonly Slot[]): void {
  for (const { slot, size } of slots) overwriteSlot(db, slot, { text: blanks(size), size });
  insertRows(
    db,
    'INSERT INTO free_slots (size, slot)',
    slots.map(({ slot, size }) => [size, slot]),
  );
}

/** Puts each body into a free slot of its size, or else into a new slot behind all others. In the order of the bodies. */
export function placeBodies(db: SqlDatabase, bodies: readonly SlotBody[]): number[] {
  const free = takeFreeSlots(db, bodies);
  let next = db.first<{ last: number | null }>('SELECT max(slot) AS last FROM slots')?.last ?? 0;
  const added: [number, string][] = [];
  const placed = bodies.map((body) => {
    const reused = free.get(body.size)?.pop();
    if (reused !== undefined) {
      overwriteSlot(db, reused, body);
      return reused;
    }
    next += 1;
    added.push([next, body.text]);
    return next;
  });
  insertRows(db, 'INSERT INTO slots (slot, body)', added);
  return placed;
}

function takeFreeSlots(db: SqlDatabase, bodies: readonly SlotBody[]): Map<number, number[]> {
  const needed = new Map<number, number>();
  for (const { size } of bodies) needed.set(size, (needed.get(size) ?? 0) + 1);
  const free = new Map<number, number[]>();
  for (const [size, count] of needed) {
    const rows = db.all<{ slot: number }>('SELECT slot FROM free_slots WHERE size = ? LIMIT ?', [
      size,
      count,
    ]);
    for (const { slot } of rows) db.run('DELETE FROM free_slots WHERE size = ? AND slot = ?', [size, slot]);
    free.set(
      size,
      rows.map((row) => row.slot),
    );
  }
  return free;
}
