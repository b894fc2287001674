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

export function createMessagesTable(topicId: number): string {
  return `CREATE TABLE ${messagesTable(topicId)} (
    "offset" INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    headers TEXT,
    published_at INTEGER NOT NULL
  ) STRICT`;
}
