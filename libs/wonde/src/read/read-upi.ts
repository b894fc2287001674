import { sayingsOf } from '../json/delivered.js';
import type { Delivered, DeliveredRecord } from '../json/delivered.js';
import { isWrittenPlainly } from '../json/number-writing.js';
import { isJsonRecord, own } from '../json/json-shape.js';
import type { Upi } from './row-types.js';

// Half a surrogate pair becomes U+FFFD in UTF-8: two different people would turn into one.
const HALF_PAIR = /\p{Surrogate}/u;
const WRAPPERS = new Set(['data', 'value', 'upi']);
const DEEPEST = 4;
/** Wonde's have 32 characters; what is longer is nobody's name. */
const LONGEST_UPI = 256;
const MOST_VALUES = 8;

/**
 * Wonde's name of a person across kinds (wonde-api section 6), text as delivered, a number as its decimal text if it is
 * whole and exact; null, absent and "" are none. A list of one and a wrapper of one are what is in them: who somebody is
 * must not get lost in a change of shape, for restrictions go by it. Where several are named, nobody knows which is
 * meant; all are given, so that the row can be bound by each.
 */
export function readUpi(row: DeliveredRecord): Upi {
  const value = own(row, 'upi');
  if (value === undefined || value === null || value === '') return { kind: 'none' };
  const named = new Set<string>();
  let isPlain = true;
  const waiting = membersOf(row, 'upi', value).map((saying) => ({ ...saying, depth: 0 }));
  // The list grows while it is walked.
  for (const { part, isPlainly, depth } of waiting) {
    const inside = depth < DEEPEST ? wrappedIn(part) : [];
    const name = isPlainly ? nameOf(part) : undefined;
    if (name !== undefined) named.add(name);
    else if (inside.length === 0) isPlain = false;
    for (const next of inside) waiting.push({ ...next, depth: depth + 1 });
  }
  const [first, ...others] = named;
  if (isPlain && first !== undefined && others.length === 0) return { kind: 'upi', value: first };
  return { kind: 'unreadable', values: [...named].slice(0, MOST_VALUES) };
}

/** A number with an exponent or a fraction may have been another one. */
interface Part {
  part: Delivered;
  isPlainly: boolean;
}

const membersOf = (container: DeliveredRecord | Delivered[], name: string, value: Delivered): Part[] =>
  sayingsOf(value).map((part) => ({
    part,
    isPlainly: typeof part !== 'number' || isWrittenPlainly(container, name),
  }));

function nameOf(value: Delivered): string | undefined {
  if (typeof value === 'string') {
    const isName = value !== '' && value.length <= LONGEST_UPI && !HALF_PAIR.test(value);
    return isName ? value : undefined;
  }
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
}

/** The parts of a list, or what stands in a wrapper that has nothing else in it. */
function wrappedIn(value: Delivered): Part[] {
  if (Array.isArray(value)) return value.flatMap((part, place) => membersOf(value, String(place), part));
  if (!isJsonRecord(value)) return [];
  const [[key, part] = ['', null], ...others] = Object.entries(value);
  return others.length === 0 && WRAPPERS.has(key) ? membersOf(value, key, part) : [];
}
