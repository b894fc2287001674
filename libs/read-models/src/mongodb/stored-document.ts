import { fromByteText, toByteText } from '@gatehouse/mongodb';
import type { Document } from '../read-models.port.js';

/** `_id` of a document: school and id, so that no id means anything in another school. In one school in byte order. */
export function documentId(schoolId: string, id: string): string {
  return `${encodeURIComponent(schoolId)}/${toByteText(id)}`;
}

/** The id in a `documentId`. */
export function idIn(documentId: string): string {
  return fromByteText(documentId.slice(documentId.indexOf('/') + 1));
}

/** The range of all `documentId`s of a school: "0" comes next after "/". */
export function idsOfSchool(schoolId: string): { $gte: string; $lt: string } {
  const school = encodeURIComponent(schoolId);
  return { $gte: `${school}/`, $lt: `${school}0` };
}

/**
 * Field names that MongoDB or its driver would take for something else: operators (`$ref`), paths (dots), the end of a
 * name (NUL), driver types (`_bsontype`), the prototype; and `%`, which marks the ones that were written otherwise.
 */
const SPECIAL = /^$|^\$|^__proto__$|^_bsontype$|[%.\0\p{Surrogate}]/u;
const ILL_FORMED = /\p{Surrogate}/u;

/** How a text that is not well-formed is kept: BSON's UTF-8 cannot hold it. No field of a document is stored by this name. */
const UNITS = '%units';

/**
 * A document as MongoDB can hold it: the values that JSON would keep, under names that mean nothing to MongoDB. The very
 * document that was given, where that is so already, as nearly always: copying costs as much as BSON itself.
 */
export function toStored(document: Document): Document {
  return isStorable(document) ? document : (storedValue('', document) as Document);
}

/** The document that `toStored` was given. */
export function fromStored(stored: Document): Document {
  return givenValue(stored) as Document;
}

const PLAIN_NAME = /^[A-Za-z][A-Za-z0-9_-]*$/;
const ANY_SURROGATE = /[\ud800-\udfff]/;

/** Whether MongoDB holds the value as it is. It may say no too often. */
function isStorable(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return !ANY_SURROGATE.test(value) || !ILL_FORMED.test(value);
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0);
    case 'object':
      break;
    default:
      return false;
  }
  if (value === null) return true;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at += 1) if (!isStorable(value[at])) return false;
    return true;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  for (const [name, item] of Object.entries(value)) {
    if (!PLAIN_NAME.test(name) || !isStorable(item)) return false;
  }
  return true;
}

function storedValue(key: string, value: unknown): unknown {
  switch (typeof value) {
    case 'string':
      return ILL_FORMED.test(value) ? { [UNITS]: Buffer.from(value, 'utf16le').toString('base64') } : value;
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value + 0 : null;
    case 'bigint':
      throw new TypeError('A document holds a BigInt, which JSON has no form for');
    case 'object':
      break;
    default:
      return undefined;
  }
  if (value === null) return null;
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return storedValue(key, (value.toJSON as (key: string) => unknown)(key));
  }
  if (Array.isArray(value)) return value.map((item, n) => storedValue(String(n), item) ?? null);
  const fields: [string, unknown][] = [];
  for (const [name, item] of Object.entries(value)) {
    const stored = storedValue(name, item);
    if (stored !== undefined) fields.push([storedName(name), stored]);
  }
  return Object.fromEntries(fields);
}

function givenValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(givenValue);
  const fields = Object.entries(value);
  const [first] = fields;
  if (first?.[0] === UNITS) return Buffer.from(first[1] as string, 'base64').toString('utf16le');
  return Object.fromEntries(fields.map(([name, item]) => [givenName(name), givenValue(item)]));
}

/** Writes every UTF-16 unit that could be taken for something else as `%` and four hex digits. */
function storedName(name: string): string {
  if (!SPECIAL.test(name)) return name;
  if (name === '') return '%';
  const [first, ...rest] = name.split('');
  return escaped(first!, /[^]/) + rest.map((unit) => escaped(unit, /[%.\0\ud800-\udfff]/)).join('');
}

const escaped = (unit: string, which: RegExp) =>
  which.test(unit) ? `%${unit.charCodeAt(0).toString(16).padStart(4, '0')}` : unit;

function givenName(stored: string): string {
  if (!stored.startsWith('%')) return stored;
  return stored
    .slice(stored === '%' ? 1 : 0)
    .replace(/%([0-9a-f]{4})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
}
