import { rowOf, SaidTwice, sayingsOf } from '../../json/delivered.js';
import type { Delivered, DeliveredRecord } from '../../json/delivered.js';
import { bareName } from '../bare-name.js';
import { isJsonRecord, own, unwrap } from '../../json/json-shape.js';
import {
  isNotForEverybody,
  isPublicWord,
  MUST_BE,
  MUST_NOT_BE,
  MUST_NOT_HAVE_HAPPENED,
  saysCancelled,
  SORTING,
  VISIBILITY,
} from './event-words.js';

export interface EventMarks {
  visibility: 'public' | 'not-public';
  /** Anything says that the event was cancelled or deleted. */
  cancelled: boolean;
}

/**
 * What marks an event as other than public, or as cancelled (design section 3, event; wonde-api section 8.5). A marker
 * that is there and cannot be read counts as one: only what is plainly public is public. Names count in whatever
 * spelling, with or without an `is` or `event` before them, and wherever in the row they stand; unknown ones mark nothing.
 */
export function eventMarks(row: DeliveredRecord): EventMarks {
  const marks: EventMarks = { visibility: 'public', cancelled: false };
  const waiting: { value: Delivered; isOfEvent: boolean }[] = [{ value: row, isOfEvent: true }];
  // The list grows while it is walked.
  for (const { value: container, isOfEvent } of waiting) {
    const part = rowOf(container) as Delivered;
    if (Array.isArray(part)) for (const one of part) waiting.push({ value: one, isOfEvent });
    if (!isJsonRecord(part)) continue;
    for (const key of Object.keys(part)) {
      const name = bareName(key).replace(/^(?:is|event)(?=.)/, '');
      for (const value of sayingsOf(part[key])) {
        if (typeof value === 'object')
          waiting.push({ value, isOfEvent: isOfEvent && WRAPPERS.has(bareName(key)) });
        // What sorts somebody or something else that the row names does not sort the event.
        if (SORTING.has(name) && !isOfEvent) continue;
        if (isNotPublic(name, value)) marks.visibility = 'not-public';
        if (isCancelled(name, value)) marks.cancelled = true;
      }
    }
  }
  return marks;
}

/** What stands in these is of the event itself. */
const WRAPPERS = new Set(['data', 'attributes', 'event', 'within']);

/** `category` or its `name`, or else `type` or its `name`, as delivered; undefined when none is a non-empty text. */
export function eventCategory(row: DeliveredRecord): string | undefined {
  for (const key of ['category', 'type']) {
    const value = unwrap(own(row, key));
    const name = isJsonRecord(value) ? own(value, 'name') : value;
    if (typeof name === 'string' && name !== '') return name;
  }
  return undefined;
}

function isNotPublic(name: string, value: Delivered): boolean {
  if (value === null) return false;
  if (MUST_NOT_BE.has(name)) return value !== false;
  if (MUST_BE.has(name)) return value !== true;
  if (VISIBILITY.has(name)) return !isPublicMarker(value);
  return SORTING.has(name) && textsIn(value).some(isNotForEverybody);
}

function isCancelled(name: string, value: Delivered): boolean {
  if (value === null) return false;
  if (MUST_NOT_HAVE_HAPPENED.has(name)) return value !== false && value !== '';
  return SORTING.has(name) && textsIn(value).some((text) => saysCancelled(name, text));
}

/** A word of the list, also as the `name` of an object, wrapped or not; an empty one says nothing. */
function isPublicMarker(value: Delivered): boolean {
  const unwrapped = unwrap(value);
  const word = isJsonRecord(unwrapped) ? own(unwrapped, 'name') : unwrapped;
  return word === null || word === '' || (typeof word === 'string' && isPublicWord(word));
}

/** Any text or key in the value, at whatever depth, and whichever of two sayings. */
function textsIn(value: Delivered): string[] {
  const texts: string[] = [];
  const waiting: Delivered[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') texts.push(next);
    // One by one: a name may be said more often than a call takes arguments.
    else if (next instanceof SaidTwice) for (const saying of next.values) waiting.push(saying);
    else if (Array.isArray(next)) for (const part of next) waiting.push(part);
    else if (isJsonRecord(next)) for (const [key, part] of Object.entries(next)) waiting.push(key, part);
  }
  return texts;
}
