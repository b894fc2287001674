import type { SqlDatabase } from '@gatehouse/sqlite';
import { createMessagesTable, messagesTable } from './schema.js';

export interface TopicRow {
  id: number;
  nextOffset: number;
}

/** The topic, created where needed. Inside a transaction. */
export function ensureTopic(db: SqlDatabase, name: string): TopicRow {
  const found = findTopic(db, name);
  if (found) return found;
  const sql = 'INSERT INTO topics (name, next_offset) VALUES (?, 0) RETURNING id';
  const { id } = db.all<{ id: number }>(sql, [name])[0]!;
  db.exec(createMessagesTable(id));
  return { id, nextOffset: 0 };
}

export function findTopic(db: SqlDatabase, name: string): TopicRow | undefined {
  return db.first<TopicRow>('SELECT id, next_offset AS nextOffset FROM topics WHERE name = ?', [name]);
}

/** The oldest message that is kept, or else where the next one will be. */
export function oldestOffset(db: SqlDatabase, topic: TopicRow): number {
  const sql = `SELECT min("offset") AS oldest FROM ${messagesTable(topic.id)}`;
  return db.first<{ oldest: number | null }>(sql)?.oldest ?? topic.nextOffset;
}
