import type { EncodedMessage } from './kafka-message.js';
import { MAX_MESSAGE_BYTES } from '../message-json.js';

/** What goes to Kafka in one request, at most. */
const MOST = { messages: 2_000, bytes: MAX_MESSAGE_BYTES / 2 };

/** Messages that travel together. */
export interface Chunk {
  messages: EncodedMessage[];
  bytes: number;
}

export const fitTogether = (one: Chunk, other: Chunk): boolean =>
  one.messages.length + other.messages.length <= MOST.messages && one.bytes + other.bytes <= MOST.bytes;

/** Messages in parts that each fit into one request; a message that is larger than a request is a part of its own. */
export function inChunks(messages: readonly EncodedMessage[]): Chunk[] {
  const chunks: Chunk[] = [];
  let last: Chunk | undefined;
  for (const message of messages) {
    const single: Chunk = { messages: [message], bytes: message.bytes };
    if (last && fitTogether(last, single)) {
      last.messages.push(message);
      last.bytes += message.bytes;
    } else {
      chunks.push((last = single));
    }
  }
  return chunks;
}
