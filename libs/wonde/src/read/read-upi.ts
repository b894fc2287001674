import { sayingsOf } from '../json/delivered.js';
import type { Delivered, DeliveredRecord } from '../json/delivered.js';
import { isWrittenPlainly } from '../json/number-writing.js';
import { bareName } from './bare-name.js';
import { isJsonRecord, own } from '../json/json-shape.js';
import type { Upi } from './row-types.js';

// Half a surrogate pair becomes U+FFFD in UTF-8: two different people would turn into one.
const HALF_PAIR = /\p{Surrogate}/u;
/** Under these the name of a person stands in whatever wraps it; what else is in there says nothing of it. */
const WRAPPERS = new Set(['data', 'value', 'upi', 'id']);
/** Wonde's have 32 characters; what is longer is nobody's name. */
const LONGEST_UPI = 256;
const MOST_VALUES = 8;

/**
 * Wonde's name of a person across kinds (wonde-api section 6), text as delivered, a number as its decimal text if it is
 * whole and exact; null, absent and "" are none. A list of one and a wrapper of one are what is in them: who somebody is
 * must not get lost in a change of shape, for restrictions go by it. Where several are named, or one in a shape or under a
 * spelling of the name that leaves a doubt, nobody knows who is meant; all are given, so that the row can be bound by each.
 */
export function readUpi(row: DeliveredRecord): Upi {
  const value = own(row, 'upi');
  const elsewhere = value === undefined ? Object.keys(row).filter(isSpelledOtherwise) : [];
  if (elsewhere.length === 0 && (value === undefined || value === null || value === '')) {
    return { kind: 'none' };
  }
  const named = new Set<string>();
  let isPlain = elsewhere.length === 0;
  const waiting = ['upi', ...elsewhere].flatMap((key) => membersOf(row, key, own(row, key)));
  // The list grows while it is walked.
  for (const { part, isPlainly } of waiting) {
    const name = nameOf(part);
    const inside = wrappedIn(part);
    if (name !== undefined) named.add(name);
    if (name === undefined ? inside.length === 0 : !isPlainly) isPlain = false;
    if (!isWrapperAlone(part)) isPlain = false;
    for (const next of inside) waiting.push(next);
  }
  const [first, ...others] = named;
  if (isPlain && first !== undefined && others.length === 0) return { kind: 'upi', value: first };
  return { kind: 'unreadable', values: [...named].slice(0, MOST_VALUES) };
}

const isSpelledOtherwise = (key: string): boolean => key.length <= 8 && bareName(key) === 'upi';

interface Part {
  part: Delivered;
  /** A number with an exponent or a fraction may have been another one. */
  isPlainly: boolean;
}

const membersOf = (
  container: DeliveredRecord | Delivered[],
  name: string,
  value: Delivered | undefined,
): Part[] =>
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

/** The parts of a list, or what stands in a wrapper. */
function wrappedIn(value: Delivered): Part[] {
  if (Array.isArray(value)) return value.flatMap((part, place) => membersOf(value, String(place), part));
  if (!isJsonRecord(value)) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    WRAPPERS.has(key) ? membersOf(value, key, part) : [],
  );
}

/** Whether nothing but what it wraps stands in a wrapper; anything else is none. */
const isWrapperAlone = (value: Delivered): boolean =>
  !isJsonRecord(value) || (Object.keys(value).length === 1 && !Object.hasOwn(value, 'id'));
