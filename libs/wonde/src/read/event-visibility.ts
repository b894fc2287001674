import { SaidTwice } from '../json/delivered.js';
import type { Delivered, DeliveredRecord } from '../json/delivered.js';
import { isJsonRecord, own, unwrap } from './json-shape.js';

/**
 * Whether anything marks an event as private or for staff (wonde-api section 8.5). A marker that is there and cannot be
 * read counts as one: only what is plainly public is public. Unknown keys mark nothing.
 */
export function eventVisibility(row: DeliveredRecord): 'public' | 'not-public' {
  const marked =
    !isOneOf(own(row, 'private'), false) ||
    !isOneOf(own(row, 'public'), true) ||
    isRestricted(own(row, 'visibility')) ||
    namesStaff(own(row, 'type')) ||
    namesStaff(own(row, 'category'));
  return marked ? 'not-public' : 'public';
}

/** `category` or its `name`, or else `type` or its `name`, as delivered; undefined when none is a non-empty text. */
export function eventCategory(row: DeliveredRecord): string | undefined {
  for (const key of ['category', 'type']) {
    const value = unwrap(own(row, key));
    const name = isJsonRecord(value) ? own(value, 'name') : value;
    if (typeof name === 'string' && name !== '') return name;
  }
  return undefined;
}

const isOneOf = (value: Delivered | undefined, harmless: boolean): boolean =>
  value === undefined || value === null || value === harmless;

const isRestricted = (value: Delivered | undefined): boolean =>
  typeof value === 'string' ? /private|staff/i.test(value) : value !== undefined && value !== null;

// Rather one public event too few: "StaffOnly" and "staff_meeting" count, only the place names do not.
const STAFF = /staff(?!ord)/i;

/** True if any text or key in the value names staff, at whatever depth, and whichever of two sayings. */
function namesStaff(value: Delivered | undefined): boolean {
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'string' && STAFF.test(next)) return true;
    if (next instanceof SaidTwice) for (const saying of next.values) waiting.push(saying);
    else if (typeof next === 'object' && next !== null) {
      for (const [key, part] of Object.entries(next)) waiting.push(key, part);
    }
  }
  return false;
}
