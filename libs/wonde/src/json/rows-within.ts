import { rowOf, sayingsOf } from './delivered.js';
import type { Delivered, DeliveredRecord } from './delivered.js';
import { isJsonRecord } from './json-shape.js';

/** Names of which a row has at least one, and a wrapper none. */
export type RowNames = ReadonlySet<string>;

// Wonde wraps once, and nobody wraps deeper than this.
const DEEPEST = 8;

/**
 * The rows in what stands where one plain list of them should: in every list that was said, in lists of lists, behind every
 * wrapper, in an object with ids or numbers for keys, and a row that stands there alone. Who of them is missing nobody knows.
 */
export function rowsWithin(
  value: Delivered | undefined,
  names: RowNames,
  depth = DEEPEST,
): DeliveredRecord[] {
  if (depth === 0) return [];
  return sayingsOf(value).flatMap((said) => {
    const part = rowOf(said) as Delivered;
    if (Array.isArray(part)) return part.flatMap((one) => rowsWithin(one, names, depth - 1));
    if (!isJsonRecord(part)) return [];
    const isNamed = hasAny(part, names);
    const inside = Object.entries(part).flatMap(([key, one]) =>
      // What has a row's names may be a wrapper all the same.
      !isNamed || /^(?:data|\d+)$/.test(key) ? rowsWithin(one, names, depth - 1) : [],
    );
    return isNamed ? [part, ...inside] : inside;
  });
}

/** Whether what stands in a list is something that holds rows, and none itself. */
export function isWrapper(value: Delivered, names: RowNames): boolean {
  const part = rowOf(value) as Delivered;
  if (Array.isArray(part)) return true;
  if (!isJsonRecord(part) || hasAny(part, names)) return false;
  return Object.values(part).some((one) => typeof one === 'object' && one !== null);
}

const hasAny = (record: DeliveredRecord, names: RowNames): boolean => {
  for (const name of names) if (Object.hasOwn(record, name)) return true;
  return false;
};
