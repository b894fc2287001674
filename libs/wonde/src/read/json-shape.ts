import type { JsonValue } from '../json-value.js';

export type JsonRecord = { [key: string]: JsonValue };

/** True for a JSON object: not null, not a list. */
export const isJsonRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The value under a key that the source itself delivered, never one inherited from the prototype. Undefined: no such
 * key (JSON has no `undefined`).
 */
export function own(record: JsonRecord, key: string): JsonValue | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Takes the wrapper `{data: …}` off, where there is one (wonde-api section 6). */
export function unwrap(value: JsonValue | undefined): JsonValue | undefined {
  return isJsonRecord(value) && Object.hasOwn(value, 'data') ? value.data : value;
}
