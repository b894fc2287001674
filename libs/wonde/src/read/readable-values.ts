import type { Delivered } from '../json/delivered.js';
import type { JsonRecord, JsonValue } from '../json-value.js';
import { isJsonRecord, own } from '../json/json-shape.js';

/** Text or null, as delivered. */
export const isTextOrNull = (value: Delivered): value is string | null =>
  value === null || typeof value === 'string';

/**
 * A number that was kept as it was written: not one beyond range, which `JSON.parse` makes infinite, nor a whole one of more
 * digits than it keeps.
 */
export const isExact = (value: number): boolean =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));

/** Text, number, truth value or null. */
export const isScalar = (value: Delivered): value is string | number | boolean | null =>
  typeof value === 'number' ? isExact(value) : value === null || typeof value !== 'object';

/** A key that is kept inside an object; anything else (`__proto__`, paths, markup) is not a field name of Wonde's. */
export const isFieldName = (key: string): boolean => /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(key);

/** An object of scalars under ordinary keys. */
export const isFlat = (value: Delivered): value is JsonRecord =>
  isJsonRecord(value) && Object.entries(value).every(([key, part]) => isFieldName(key) && isScalar(part));

const isNotBlank = (value: Delivered | undefined): value is string =>
  typeof value === 'string' && value.trim() !== '';

/** A PHP-style date object (wonde-api section 6). */
const isDateObject = (value: Delivered): value is JsonRecord =>
  isJsonRecord(value) &&
  isFlat(value) &&
  isNotBlank(own(value, 'date')) &&
  typeof own(value, 'timezone') === 'string';

/** An object of scalars and dates: a record of Wonde's without anything related to it. */
export const isPlainRecord = (value: Delivered): value is JsonRecord =>
  isJsonRecord(value) &&
  Object.entries(value).every(([key, part]) => isFieldName(key) && (isScalar(part) || isDateObject(part)));

/** A point in time: text, date object, or null. */
export const isMoment = (value: Delivered): value is JsonValue =>
  value === null || isNotBlank(value) || isDateObject(value);
