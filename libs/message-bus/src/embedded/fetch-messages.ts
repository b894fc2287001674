import type { SqlDatabase } from '@gatehouse/sqlite';
import type { Headers, IncomingMessage } from '../message-bus.port.js';
import { messagesTable } from './schema.js';

interface MessageRow {
  offset: number;
  key: string;
  value: string;
  headers: string | null;
}

export interface FetchedBatch {
  messages: IncomingMessage[];
  /** Where the group stands once the batch is done. */
  nextOffset: number;
}

/** The topic's messages from an offset on, in order. The embedded bus has one partition. */
export function fetchMessages(
  db: SqlDatabase,
  topic: { id: number; name: string },
  from: number,
  limit: number,
): FetchedBatch {
  const rows = db.all<MessageRow>(
    `SELECT "offset", key, value, headers FROM ${messagesTable(topic.id)} WHERE "offset" >= ? ORDER BY "offset" LIMIT ?`,
    [from, limit],
  );
  const messages = rows.map((row) => ({
    topic: topic.name,
    key: row.key,
    value: JSON.parse(row.value) as unknown,
    headers: row.headers ? (JSON.parse(row.headers) as Headers) : {},
    id: `${topic.name}/0/${row.offset}`,
  }));
  return { messages, nextOffset: rows.length > 0 ? rows.at(-1)!.offset + 1 : from };
}
