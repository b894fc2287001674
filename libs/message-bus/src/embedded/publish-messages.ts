import type { SqlDatabase } from '@gatehouse/sqlite';
import { inTransaction, insertRows } from '@gatehouse/sqlite';
import type { OutgoingMessage } from '../message-bus.port.js';
import { ensureTopic, messagesTable } from './schema.js';
import { messageBytes, toJson } from '../message-json.js';

/**
 * Writes all messages behind the topic's last one, in one transaction. `now` in milliseconds since 1970.
 *
 * @throws MessageTooLarge; TypeError: then there is none.
 */
export function publishMessages(
  db: SqlDatabase,
  topicName: string,
  messages: readonly OutgoingMessage[],
  now: number,
): void {
  const written = messages.map((message, index) => {
    const { key, value, headers } = message;
    const json = toJson(value);
    messageBytes(message, json, index);
    return [key, json, headers ? toJson(headers) : null, now];
  });
  inTransaction(db, () => {
    const topic = ensureTopic(db, topicName);
    insertRows(
      db,
      `INSERT INTO ${messagesTable(topic.id)} ("offset", key, value, headers, published_at)`,
      written.map((values, index) => [topic.nextOffset + index, ...values]),
    );
    db.run('UPDATE topics SET next_offset = ? WHERE id = ?', [topic.nextOffset + messages.length, topic.id]);
  });
}
