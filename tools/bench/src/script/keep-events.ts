import type { Row } from './wonde-rows.js';

/** Under which names the sandbox may deliver an event's fields (wonde-api section 8.5). */
const ALIASES: readonly (readonly [name: string, aliases: readonly string[]])[] = [
  ['name', ['name', 'title']],
  ['description', ['description']],
  ['location', ['location']],
  ['start_at', ['start_at', 'start']],
  ['end_at', ['end_at', 'end']],
  ['all_day', ['all_day']],
];

/** The public events that have a title and a start, their fields under one name each. */
export function keepEvents(rows: readonly Row[]): Row[] {
  return rows
    .filter(isPublic)
    .map(({ id, ...row }) => {
      const event: Row = { id };
      for (const [name, aliases] of ALIASES) {
        const alias = aliases.find((known) => row[known] != null) ?? aliases.find((known) => known in row);
        if (alias !== undefined) event[name] = row[alias];
      }
      return event;
    })
    .filter((event) => event['name'] && event['start_at']);
}

function isPublic(row: Row): boolean {
  if (row['private'] === true || row['public'] === false) return false;
  if (/private|staff/i.test(textOf(row['visibility']))) return false;
  return !/staff/i.test(textOf(row['type'])) && !/staff/i.test(textOf(row['category']));
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));
