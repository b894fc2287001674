import { DAY_MS } from '../days.js';

/**
 * Whether an event had ended for certain, wherever on earth the school is: its last day lay before yesterday. An end that
 * cannot be read is none.
 *
 * @param document the event as the calendar holds it: `end_at`, else `start_at`, as text or as `{date}`.
 */
export function hasEnded(document: { readonly [field: string]: unknown }, now: Date): boolean {
  const day = dayOf(document['end_at']) ?? dayOf(document['start_at']);
  return day !== undefined && day < new Date(now.getTime() - DAY_MS).toISOString().slice(0, 10);
}

function dayOf(value: unknown): string | undefined {
  const text = typeof value === 'object' && value !== null ? (value as { date?: unknown }).date : value;
  const [day] = typeof text === 'string' ? (/^\d{4}-\d\d-\d\d/.exec(text) ?? []) : [];
  return day !== undefined && !Number.isNaN(Date.parse(day)) ? day : undefined;
}
