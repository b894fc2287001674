import type { JsonValue, MisRecord, RecordLink } from '@gatehouse/schemas';
import { FIELD_KEYS } from '@gatehouse/schemas';

/**
 * The record with only the granted fields; values untouched. Rule inputs stay, for whoever decides; the place in the order
 * of contact is a field of the link and stays only under the grant `priority` (design section 3).
 *
 * @param granted field names, of one add-on and kind, as `grantsOf` gives them, or of several add-ons together.
 */
export function reduceRecord(record: MisRecord, granted: readonly string[]): MisRecord {
  const names = Object.keys(record.fields);
  const fields = names.every((name) => granted.includes(name))
    ? record.fields
    : Object.fromEntries(Object.entries(record.fields).filter(([name]) => granted.includes(name)));
  if (record.kind !== 'contact' || granted.includes('priority')) return { ...record, fields };
  return { ...record, fields, links: record.links.map(withoutPriority) };
}

/** The record with only what the table lists inside each of its fields (design section 3, fields inside fields). */
export function withListedKeys(record: MisRecord): MisRecord {
  const fields = Object.entries(record.fields).flatMap(([name, value]): [string, JsonValue][] => {
    const left = keepListedKeys(name, value);
    return left === undefined ? [] : [[name, left]];
  });
  return { ...record, fields: Object.fromEntries(fields) };
}

const withoutPriority = ({ priority: _, ...link }: RecordLink): RecordLink => link;

/** What the table says of a field or of a part. */
interface Shape {
  /** What the value itself may be. */
  itself: string[];
  keys: Map<string, string>;
}

const SHAPES = new Map<string, Shape>();
for (const { field, key, value } of FIELD_KEYS) {
  const shape = SHAPES.get(field) ?? { itself: [], keys: new Map<string, string>() };
  SHAPES.set(field, shape);
  if (key === '') shape.itself.push(value);
  else shape.keys.set(key, value);
}

/**
 * Of a field's value only what `field-keys.csv` lists, as it was delivered (design section 3, fields inside fields): other
 * keys, lists, and objects where none belongs are dropped at every depth.
 *
 * @param field its name, as in the records. One that the table does not know holds text, a number, a truth value or null.
 * @returns undefined when nothing of the value may be kept.
 */
export function keepListedKeys(field: string, value: JsonValue): JsonValue | undefined {
  return kept(value, SHAPES.has(field) ? field : 'scalar');
}

function kept(value: JsonValue, as: string): JsonValue | undefined {
  if (value === null) return null;
  if (as === 'text') return typeof value === 'string' ? value : undefined;
  if (as === 'scalar') return typeof value === 'object' ? undefined : value;
  const { itself = [], keys } = SHAPES.get(as) ?? {};
  if (keys && keys.size > 0 && typeof value === 'object' && !Array.isArray(value)) {
    return keptKeys(value, keys);
  }
  for (const other of itself) {
    const part = kept(value, other);
    if (part !== undefined) return part;
  }
  return undefined;
}

function keptKeys(value: { [key: string]: JsonValue }, keys: Shape['keys']): JsonValue {
  const parts: [string, JsonValue][] = [];
  let isAll = true;
  for (const [key, part] of Object.entries(value)) {
    const as = keys.get(key);
    const left = as === undefined ? undefined : kept(part, as);
    if (left !== part) isAll = false;
    if (left !== undefined) parts.push([key, left]);
  }
  return isAll ? value : Object.fromEntries(parts);
}
