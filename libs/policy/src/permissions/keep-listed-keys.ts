import type { JsonValue } from '@gatehouse/schemas';
import { FIELD_KEYS } from '@gatehouse/schemas';

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
