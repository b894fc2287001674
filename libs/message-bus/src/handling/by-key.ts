import type { IncomingMessage } from '../message-bus.port.js';
import type { Middleware } from './handler.js';

/**
 * Takes a batch apart by key, the order of each key's messages kept. One key's trouble does not keep the batch's other
 * keys waiting.
 */
export const byKey = (): Middleware => (next) => async (messages) => {
  const troubles: unknown[] = [];
  for (const ofKey of groupsByKey(messages)) {
    await next(ofKey).catch((error: unknown) => troubles.push(error));
  }
  if (troubles.length > 0) throw troubles[0];
};

function groupsByKey(messages: readonly IncomingMessage[]): IncomingMessage[][] {
  const groups = new Map<string, IncomingMessage[]>();
  for (const message of messages) {
    const group = groups.get(message.key);
    if (group) group.push(message);
    else groups.set(message.key, [message]);
  }
  return [...groups.values()];
}
