import type { Fields, JsonValue } from '@gatehouse/schemas';

/**
 * The one place that knows under which names Wonde may deliver an event's fields: the document's name, and the
 * source's names in the order in which they are tried (wonde-api section 8.5: inferred, to be confirmed before go-live).
 */
export const EVENT_FIELDS: readonly (readonly [name: string, aliases: readonly string[]])[] = [
  ['name', ['name', 'title']],
  ['description', ['description']],
  ['location', ['location']],
  ['start_at', ['start_at', 'start']],
  ['end_at', ['end_at', 'end']],
  ['all_day', ['all_day']],
];

/** The event's fields under the document's names: the first alias with a value, else null where one was delivered. */
export function eventFields(source: Fields): Fields {
  const found: [string, JsonValue][] = [];
  for (const [name, aliases] of EVENT_FIELDS) {
    const delivered = aliases.filter((alias) => source[alias] !== undefined);
    const chosen = delivered.find((alias) => source[alias] !== null && source[alias] !== '') ?? delivered[0];
    if (chosen !== undefined) found.push([name, source[chosen] as JsonValue]);
  }
  return Object.fromEntries(found);
}
