import type { SqlDatabase } from '@gatehouse/sqlite';
import { inTransaction, insertRows } from '@gatehouse/sqlite';
import { checkAppend, textsOf } from '../append-parts.js';
import type { AppendResult, ExpectedRevision, NewEvent } from '../event-store.port.js';
import { toPosition } from './schema.js';

interface Tail {
  id: number;
  revision: number;
}

/** One transaction: look at the tail, write all events behind it or none. @throws AppendTooLarge, as every store would. */
export function appendEvents(
  db: SqlDatabase,
  stream: string,
  expected: ExpectedRevision,
  events: readonly NewEvent[],
): AppendResult {
  checkAppend(events);
  const written = events.map((event) => {
    const { data, metadata } = textsOf(event);
    return [event.id, event.type, data, metadata];
  });
  return inTransaction(db, (): AppendResult => {
    const tail = db.first<Tail>('SELECT id, revision FROM streams WHERE name = ?', [stream]);
    const actual = tail ? tail.revision : 'no-stream';
    if (actual !== expected) return { ok: false, conflict: { actual } };

    const id = tail?.id ?? createStream(db, stream);
    const first = tail ? tail.revision + 1 : 0;
    insertRows(
      db,
      'INSERT INTO events (stream, revision, id, type, data, metadata)',
      written.map((values, index) => [id, first + index, ...values]),
    );
    const revision = first + events.length - 1;
    const { position } = db.first<{ position: number }>('SELECT max(position) AS position FROM events')!;
    db.run('UPDATE streams SET revision = ?, position = ? WHERE id = ?', [revision, position, id]);
    return { ok: true, revision, position: toPosition(position) };
  });
}

function createStream(db: SqlDatabase, name: string): number {
  const sql = 'INSERT INTO streams (name, revision, position) VALUES (?, -1, 0) RETURNING id';
  return db.all<{ id: number }>(sql, [name])[0]!.id;
}
