import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import { messageBytes, toJson } from '../message-json.js';
import type { Headers, IncomingMessage, OutgoingMessage } from '../message-bus.port.js';

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

/** A message as Kafka gives it. One that is not JSON has the value `undefined`, so that its reader can refuse it. */
export function decodeMessage(topic: string, partition: number, message: KafkaMessage): IncomingMessage {
  return {
    topic,
    key: message.key?.toString() ?? '',
    value: decodeValue(message.value),
    headers: decodeHeaders(message.headers),
    id: `${topic}/${partition}/${message.offset}`,
  };
}

function decodeValue(value: Buffer | null): unknown {
  try {
    return value === null ? undefined : (JSON.parse(value.toString()) as unknown);
  } catch {
    return undefined;
  }
}

/** Kafka may carry a header several times: the last one counts. */
function decodeHeaders(headers: IHeaders | undefined): Headers {
  const decoded: Headers = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) decoded[name] = last.toString();
  }
  return decoded;
}
