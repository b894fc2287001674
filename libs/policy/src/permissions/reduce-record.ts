import type { Fields, JsonValue, MisRecord, RecordLink } from '@gatehouse/contracts';
import { keepListedKeys } from './keep-listed-keys.js';

/**
 * The record with only the granted fields, and of each only what may stand inside it; values untouched. Rule inputs stay,
 * for whoever decides; the place in the order of contact is a field of the link and stays only under the grant `priority`
 * (design section 3).
 *
 * @param granted field names, of this add-on and kind, as `grantsOf` gives them.
 */
export function reduceRecord(record: MisRecord, granted: readonly string[]): MisRecord {
  const fields = reduceFields(record.fields, granted);
  if (record.kind !== 'contact' || granted.includes('priority')) return { ...record, fields };
  return { ...record, fields, links: record.links.map(withoutPriority) };
}

function reduceFields(delivered: Fields, granted: readonly string[]): Fields {
  const kept = Object.entries(delivered).flatMap(([name, value]): [string, JsonValue][] => {
    const left = granted.includes(name) ? keepListedKeys(name, value) : undefined;
    return left === undefined ? [] : [[name, left]];
  });
  return Object.fromEntries(kept);
}

const withoutPriority = ({ priority: _, ...link }: RecordLink): RecordLink => link;
