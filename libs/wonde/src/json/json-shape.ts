import { UnusableRow, SaidTwice } from './delivered.js';
import type { Delivered, DeliveredRecord } from './delivered.js';

/** True for a JSON object: not null, not a list, no name that was said twice, and no unusable row. */
export const isJsonRecord = (value: unknown): value is DeliveredRecord =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof SaidTwice) &&
  !(value instanceof UnusableRow);

/**
 * The value under a key that the source itself delivered, never one inherited from the prototype. Undefined: no such
 * key (JSON has no `undefined`).
 */
export function own(record: DeliveredRecord, key: string): Delivered | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Takes the wrapper `{data: …}` off, where there is one (wonde-api section 6). */
export function unwrap(value: Delivered | undefined): Delivered | undefined {
  return isJsonRecord(value) && Object.hasOwn(value, 'data') ? value.data : value;
}

/** Whether other values may stand in this one. */
export const isContainer = (value: Delivered): boolean => typeof value === 'object' && value !== null;
