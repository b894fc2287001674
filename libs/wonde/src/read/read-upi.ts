import type { Delivered } from '../json/delivered.js';
import type { Upi } from './row-types.js';

// Half a surrogate pair becomes U+FFFD in UTF-8: two different people would turn into one.
const HALF_PAIR = /\p{Surrogate}/u;

/**
 * Wonde's name of a person across kinds (wonde-api section 6). A number becomes its decimal text if it is whole and
 * exact; null, absent and "" are none.
 */
export function readUpi(value: Delivered | undefined): Upi {
  if (value === undefined || value === null || value === '') return { kind: 'none' };
  if (typeof value === 'string' && !HALF_PAIR.test(value)) return { kind: 'upi', value };
  if (typeof value === 'number' && Number.isSafeInteger(value)) return { kind: 'upi', value: String(value) };
  return { kind: 'unreadable' };
}
