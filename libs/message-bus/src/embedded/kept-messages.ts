import type { SqlDatabase } from '@gatehouse/sqlite';
import type { IncomingMessage } from '../message-bus.port.js';
import { answering } from './answering.js';
import { fetchMessages } from './fetch-messages.js';
import { findTopic, messagesTable } from './schema.js';

const AT_ONCE = 500;

/** The messages that are kept of a topic, up to what is there at the beginning. @throws MessageBusUnavailable */
export async function* readKept(db: SqlDatabase, name: string): AsyncGenerator<IncomingMessage> {
  const topic = await answering(() => findTopic(db, name));
  if (!topic) return;
  let from = 0;
  while (from < topic.nextOffset) {
    const limit = Math.min(AT_ONCE, topic.nextOffset - from);
    const { messages, nextOffset } = await answering(() =>
      fetchMessages(db, { id: topic.id, name }, from, limit),
    );
    if (messages.length === 0) return;
    from = nextOffset;
    yield* messages;
  }
}

/** How many messages of a topic are kept. @throws MessageBusUnavailable */
export function countKept(db: SqlDatabase, name: string): Promise<number> {
  return answering(() => {
    const topic = findTopic(db, name);
    if (!topic) return 0;
    return db.first<{ kept: number }>(`SELECT count(*) AS kept FROM ${messagesTable(topic.id)}`)!.kept;
  });
}
