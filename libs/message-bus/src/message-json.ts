import type { OutgoingMessage } from './message-bus.port.js';
import { MessageTooLarge } from './message-bus.port.js';

/** A message's value as JSON. @throws TypeError when JSON cannot carry it. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined)
    throw new TypeError('A message has a value that JSON cannot carry: nothing was published.');
  return json;
}

/** What every bus takes of one message, in bytes. Kafka's own default is the smallest; topics are created with it. */
export const MAX_MESSAGE_BYTES = 1_048_576;

/** More than what Kafka adds to a message, and to a header: lengths, offset, time. */
const OVERHEAD_BYTES = 64;

/**
 * The size of a message on the bus, in bytes.
 *
 * @param json its value as JSON.
 * @param index of the message in its call.
 * @throws MessageTooLarge where it is more than every bus takes: the same on one machine as on a cluster.
 */
export function messageBytes(
  { key, headers }: OutgoingMessage,
  json: Buffer | string,
  index: number,
): number {
  let bytes = OVERHEAD_BYTES + Buffer.byteLength(key) + Buffer.byteLength(json);
  for (const [name, text] of Object.entries(headers ?? {})) {
    bytes += OVERHEAD_BYTES + Buffer.byteLength(name) + Buffer.byteLength(text);
  }
  if (bytes > MAX_MESSAGE_BYTES) throw new MessageTooLarge(index, bytes, MAX_MESSAGE_BYTES);
  return bytes;
}
