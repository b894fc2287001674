import type { JsonValue, MisRecord, RecordLink } from '@gatehouse/schemas';
import { keepListedKeys } from './keep-listed-keys.js';

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
