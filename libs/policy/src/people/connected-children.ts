import type { AlikeByValue } from './alike-by-value.js';
import type { ComparedContact } from './compared-contacts.js';

/** Whoever stands under more children minds them, and makes no family of theirs. */
const MOST_CHILDREN = 12;

/**
 * Sets of children every two of whom are connected: by a contact that stands under both, or by two contacts that are
 * alike by a value, one under each. Each set once.
 */
export function connectedChildren(
  contacts: readonly ComparedContact[],
  byValue: readonly AlikeByValue[],
): string[][] {
  const connected = new Map<string, string[]>();
  const connect = (by: readonly ComparedContact[]) => {
    const connecting = by.filter(({ children }) => children.length <= MOST_CHILDREN);
    const children = [...new Set(connecting.flatMap((contact) => contact.children))].sort();
    if (children.length > 1) connected.set(JSON.stringify(children), children);
  };
  for (const contact of contacts) if (contact.children.length > 1) connect([contact]);
  for (const { groups } of byValue) groups.forEach(connect);
  return [...connected.values()];
}
