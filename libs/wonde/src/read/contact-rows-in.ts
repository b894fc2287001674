import { sayingsOf } from '../json/delivered.js';
import type { Delivered, DeliveredRecord } from '../json/delivered.js';
import { isJsonRecord, own } from './json-shape.js';
import { readContactRow } from './read-contact-row.js';
import type { ContactRow } from './row-types.js';

// Wonde wraps once, and nobody wraps deeper than this.
const DEEPEST = 8;

/**
 * The contacts in what stands where one list of them should: in every list that was said, behind every wrapper, in an
 * object with numbers for keys, and a contact that stands there alone. Who of them is missing nobody knows.
 */
export function contactRowsIn(delivered: Delivered | undefined): ContactRow[] {
  const rows: ContactRow[] = [];
  const waiting = sayingsOf(delivered).map((value) => ({ value, depth: 0 }));
  // The list grows while it is walked.
  for (const { value, depth } of waiting) {
    const wrapped: Delivered[] = [];
    if (Array.isArray(value)) {
      for (const part of value) {
        if (Array.isArray(part)) wrapped.push(part);
        else rows.push(readContactRow(part));
      }
    } else if (isJsonRecord(value)) {
      if (isContact(value)) rows.push(readContactRow(value));
      // What has an id may be a wrapper all the same.
      wrapped.push(...wrappedIn(value));
    }
    if (depth < DEEPEST) for (const part of wrapped) waiting.push({ value: part, depth: depth + 1 });
  }
  return rows;
}

const isContact = (value: DeliveredRecord): boolean =>
  own(value, 'id') !== undefined || own(value, 'relationship') !== undefined;

/** In what is no contact, contacts may stand under any name: their ids, say. */
const wrappedIn = (value: DeliveredRecord): Delivered[] =>
  Object.entries(value).flatMap(([key, part]) =>
    /^(?:data|\d+)$/.test(key) || !isContact(value) ? sayingsOf(part) : [],
  );
