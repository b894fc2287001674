import type { Message } from 'kafkajs';
import { toJson } from '../message-json.js';
import type { OutgoingMessage } from '../message-bus.port.js';
import { MessageTooLarge } from '../message-bus.port.js';
import { MAX_MESSAGE_BYTES } from './topic-settings.js';

export interface EncodedMessage {
  message: Message;
  bytes: number;
  /** Of the message in its call. */
  index: number;
}

/** More than what Kafka adds to a message: lengths, offset, time. */
const OVERHEAD_BYTES = 64;

/** @param index of the message in its call. @throws TypeError when JSON cannot carry the value; MessageTooLarge when it is more than a topic takes. */
export function encodeMessage({ key, value, headers }: OutgoingMessage, index = 0): EncodedMessage {
  const encoded = Buffer.from(toJson(value));
  let bytes = OVERHEAD_BYTES + Buffer.byteLength(key) + encoded.length;
  for (const [name, text] of Object.entries(headers ?? {})) {
    bytes += OVERHEAD_BYTES + Buffer.byteLength(name) + Buffer.byteLength(text);
  }
  if (bytes > MAX_MESSAGE_BYTES) {
    throw new MessageTooLarge(index, bytes, MAX_MESSAGE_BYTES);
  }
  return { message: { key, value: encoded, ...(headers ? { headers } : {}) }, bytes, index };
}
