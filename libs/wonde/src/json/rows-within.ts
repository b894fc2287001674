import { rowOf, sayingsOf } from './delivered.js';
import type { Delivered, DeliveredRecord } from './delivered.js';
import { isContainer, isJsonRecord, own } from './json-shape.js';

/** By which names rows are told from what they stand in. */
export interface RowNames {
  /** A row has at least one of these; a wrapper may have none. */
  any: ReadonlySet<string>;
  /** With an id and one of these a record says itself who or what it is. */
  own: ReadonlySet<string>;
  /** What stands under these is of another kind. */
  apart: ReadonlySet<string>;
}

// Wonde wraps once, and nobody wraps deeper than this.
const DEEPEST = 8;
/** Under these, and under numbers, a wrapper holds what it wraps, though it has names of its own. */
const WRAPPED = new Set(['data', 'attributes', 'contact', 'person', 'student', 'pupil', 'employee', 'event']);

/**
 * The rows in what stands where one plain list of them should: in every list that was said, in lists of lists, behind every
 * wrapper, in an object with ids or numbers for keys, and a row that stands there alone. Who of them is missing nobody knows.
 * What else a wrapper says stands in its rows `within`, so that its flags are theirs as well.
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
    const wrapped = wrappedIn(part, names, depth - 1);
    return hasAny(part, names.any) ? [part, ...wrapped] : wrapped;
  });
}

/** Whether what stands in a list is something that holds rows, and none that says itself who it is. */
export function isWrapper(value: Delivered, names: RowNames): boolean {
  const part = rowOf(value) as Delivered;
  if (Array.isArray(part)) return true;
  if (!isJsonRecord(part)) return false;
  if (hasAny(part, names.any)) return wrappedIn(part, names, DEEPEST).length > 0;
  return Object.values(part).some(isContainer);
}

/** The rows that a record holds, if it does not say itself who it is. */
function wrappedIn(record: DeliveredRecord, names: RowNames, depth: number): DeliveredRecord[] {
  if (isSomebody(record, names)) return [];
  const isNamed = hasAny(record, names.any);
  const rows: DeliveredRecord[] = [];
  const rest: [string, Delivered][] = [];
  for (const entry of Object.entries(record)) {
    const [key, value] = entry;
    const found = isNamed && names.apart.has(key) ? [] : rowsWithin(value, names, depth);
    // Beside names of its own most of what a record holds are parts of it.
    const isWrapped = !isNamed || WRAPPED.has(key) || /^\d+$/.test(key);
    const held = isWrapped ? found : found.filter((row) => isSomebody(row, names));
    if (held.length === 0) rest.push(entry);
    // One by one: a list may have more parts than a call takes arguments.
    else for (const row of held) rows.push(row);
  }
  if (rest.length === 0 || rows.length === 0) return rows;
  const within = rows.length > MOST_WITH_REST ? SAYS_ANYTHING : Object.fromEntries(rest);
  return rows.map((row) => ({
    ...row,
    within: Object.hasOwn(row, 'within') ? [within, own(row, 'within')!] : within,
  }));
}

/** Of so many rows each is read with all that their wrapper says beside them. */
const MOST_WITH_REST = 20;
/** What is not read for each of more rows may be anything that restricts them. */
const SAYS_ANYTHING: DeliveredRecord = Object.fromEntries(
  ['court_order', 'parental_responsibility', 'current', 'private'].map((flag) => [flag, 'unread']),
);

const isSomebody = (record: DeliveredRecord, names: RowNames): boolean =>
  hasId(record) && (hasAny(record, names.own) || hasAny(record, names.apart));

const hasId = (record: DeliveredRecord): boolean => typeof own(record, 'id') === 'string';

const hasAny = (record: DeliveredRecord, names: ReadonlySet<string>): boolean => {
  for (const name of names) if (Object.hasOwn(record, name)) return true;
  return false;
};
