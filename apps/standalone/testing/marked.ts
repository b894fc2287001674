import type { Json, RawRecord } from '@gatehouse/wonde-sandbox';

/** Left as they are: without them the record would be another one. */
const STRUCTURE = new Set([
  'id',
  'upi',
  'contacts',
  'relationship',
  'employment_details',
  'category',
  'timezone',
  'date',
  'start_at',
  'end_at',
]);
/** Fields that Wonde may deliver and no add-on's permission covers. */
const UNASKED = ['initials', 'middle_names', 'gender', 'date_of_birth', 'mis_id'];

/**
 * The record with a mark in every text of it, to be searched for afterwards, and in fields that nobody asked for.
 *
 * @param others keys whose texts, at whatever depth, get the other mark instead.
 */
export function marked(
  record: RawRecord,
  mark: string,
  others: readonly string[] = [],
  other = mark,
): RawRecord {
  const inside = (key: string, value: Json, with_: string): Json => {
    const own = others.includes(key) ? other : with_;
    if (typeof value === 'string') return `${value}${own}`;
    if (Array.isArray(value)) return value.map((item) => inside(key, item, own));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inside(name, part, own)]));
  };
  const fields = Object.entries(record).map(([key, value]) => [
    key,
    STRUCTURE.has(key) ? value : inside(key, value, mark),
  ]);
  return {
    ...(Object.fromEntries(fields) as RawRecord),
    ...Object.fromEntries(UNASKED.map((key) => [key, other])),
  };
}
