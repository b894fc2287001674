import type { Delivered, DeliveredRecord } from './delivered.js';
import { rowOf, sayingsOf } from './delivered.js';
import { isContainer, isJsonRecord } from './json-shape.js';

/**
 * Everything that a row says under a name, wherever in it: at the top first, then deeper; not what stands in what was found.
 * A row may nest by the thousand, and is not walked by calls.
 */
export function sayingsNamed(row: DeliveredRecord, name: string): Delivered[] {
  const found: Delivered[] = [];
  const waiting: Delivered[] = [row];
  // The list grows while it is walked.
  for (const one of waiting) {
    const value = rowOf(one) as Delivered;
    // One by one: a list may have more parts than a call takes arguments.
    if (Array.isArray(value)) for (const part of value.filter(isContainer)) waiting.push(part);
    else if (isJsonRecord(value)) {
      for (const [key, said] of Object.entries(value)) {
        const into = key === name ? found : waiting;
        if (into === found || isContainer(said)) for (const one of sayingsOf(said)) into.push(one);
      }
    }
  }
  return found;
}
