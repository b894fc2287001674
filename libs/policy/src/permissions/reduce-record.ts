import type { MisRecord, RecordLink } from '@gatehouse/contracts';

/**
 * The record with only the granted fields, values untouched. Rule inputs stay, for whoever decides; the place in the
 * order of contact is a field of the link and stays only under the grant `priority` (design section 3).
 *
 * @param granted field names, of this add-on and kind, as `grantsOf` gives them.
 */
export function reduceRecord(record: MisRecord, granted: readonly string[]): MisRecord {
  const fields = Object.fromEntries(Object.entries(record.fields).filter(([name]) => granted.includes(name)));
  if (record.kind !== 'contact' || granted.includes('priority')) return { ...record, fields };
  return { ...record, fields, links: record.links.map(withoutPriority) };
}

const withoutPriority = ({ priority: _, ...link }: RecordLink): RecordLink => link;
