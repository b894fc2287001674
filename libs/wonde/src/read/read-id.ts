import type { Delivered } from '../json/delivered.js';

const LONGEST_ID = 128;
// Half a surrogate pair becomes U+FFFD in UTF-8: two different ids would turn into one.
const HALF_PAIR = /\p{Surrogate}/u;

/** A Wonde id, or undefined when the value is no non-blank text of at most 128 characters (wonde-api section 6). */
export function readId(value: Delivered | undefined): string | undefined {
  if (typeof value !== 'string' || value.length > LONGEST_ID) return undefined;
  return value.trim() === '' || HALF_PAIR.test(value) ? undefined : value;
}
