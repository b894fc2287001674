import type { IncomingMessage } from '../message-bus.port.js';

/** A batch taken apart by key, the order of each key's messages kept. */
export function byKey(messages: readonly IncomingMessage[]): Map<string, IncomingMessage[]> {
  const groups = new Map<string, IncomingMessage[]>();
  for (const message of messages) {
    const group = groups.get(message.key);
    if (group) group.push(message);
    else groups.set(message.key, [message]);
  }
  return groups;
}
