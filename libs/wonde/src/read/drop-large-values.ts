import type { JsonValue } from '../json-value.js';
import type { ReadingLimits } from '../limits.js';
import type { EventRow, ReadRow } from './row-types.js';

const KIB = 1024;
/** UTF-8 has three bytes at most for each unit of a text. */
const MOST_BYTES = 3;

/** Fields that stand in `contact_details`, key by key. */
const DETAILS: ReadonlySet<string> = new Set(['salutation', 'emails', 'phones', 'addresses']);

/**
 * Takes the values that are over the limit off a row that was read, and adds their paths to what is unreadable: one
 * telephone number goes alone, a date or a subject as a whole. Rule inputs and ids have rules of their own: a large one is
 * unreadable, or none.
 */
export function dropLargeValues(row: ReadRow, { valueKib }: Pick<ReadingLimits, 'valueKib'>): void {
  const largest = valueKib * KIB;
  const { fields, unreadable } = row;
  for (const name in fields) {
    const value = fields[name];
    if (value === undefined || value === null) continue;
    if (DETAILS.has(name)) dropFrom(fields, name, `contact_details.${name}`, largest, unreadable);
    else if (isLarge(value, largest)) {
      delete fields[name];
      unreadable.push(name);
    }
  }
  const event = row as Partial<EventRow>;
  if (event.category !== undefined && isLarge(event.category, largest)) {
    event.category = undefined;
    unreadable.push('category');
  }
}

function dropFrom(
  holder: { [name: string]: JsonValue },
  name: string,
  path: string,
  largest: number,
  unreadable: string[],
): void {
  const value = holder[name];
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const key in value) dropFrom(value, key, `${path}.${key}`, largest, unreadable);
  } else if (typeof value === 'string' && isLarge(value, largest)) {
    delete holder[name];
    unreadable.push(path);
  }
}

function isLarge(value: JsonValue, largest: number): boolean {
  if (typeof value === 'object') return Buffer.byteLength(JSON.stringify(value)) > largest;
  if (typeof value !== 'string' || value.length * MOST_BYTES <= largest) return false;
  return Buffer.byteLength(value) > largest;
}
