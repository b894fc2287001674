import type { Message } from 'kafkajs';
import { toJson } from '../message-json.js';
import type { OutgoingMessage } from '../message-bus.port.js';
import { messageBytes } from '../message-size.js';

export interface EncodedMessage {
  message: Message;
  bytes: number;
  /** Of the message in its call. */
  index: number;
}

/** @param index of the message in its call. @throws TypeError when JSON cannot carry the value; MessageTooLarge when it is more than a topic takes. */
export function encodeMessage(outgoing: OutgoingMessage, index = 0): EncodedMessage {
  const { key, value, headers } = outgoing;
  const encoded = Buffer.from(toJson(value));
  const bytes = messageBytes(outgoing, encoded, index);
  return { message: { key, value: encoded, ...(headers ? { headers } : {}) }, bytes, index };
}
