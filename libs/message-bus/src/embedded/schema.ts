import type { SqlDatabase } from '@gatehouse/sqlite';

/**
 * Each topic's messages lie in a table of their own, `messages_<topic id>`: emptying a whole table is what SQLite does
 * fastest, and it wipes every page of it. `next_offset` outlives the messages.
 */
export const messageBusSchema = [
  `CREATE TABLE topics (
     id INTEGER PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     next_offset INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE groups (
     topic INTEGER NOT NULL,
     name TEXT NOT NULL,
     next_offset INTEGER NOT NULL,
     holder TEXT,
     held_until INTEGER NOT NULL,
     epoch INTEGER NOT NULL,
     PRIMARY KEY (topic, name)
   ) STRICT, WITHOUT ROWID;`,
];

export function messagesTable(topicId: number): string {
  return `messages_${topicId}`;
}

function createMessagesTable(topicId: number): string {
  return `CREATE TABLE ${messagesTable(topicId)} (
    "offset" INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    headers TEXT,
    published_at INTEGER NOT NULL
  ) STRICT`;
}

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
