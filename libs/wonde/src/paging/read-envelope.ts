import { SaidTwice } from '../json/delivered.js';
import type { Delivered } from '../json/delivered.js';
import { refused } from '../outcome.js';
import type { Outcome } from '../outcome.js';
import { isJsonRecord, own } from '../read/json-shape.js';

export interface Envelope {
  rows: Delivered[];
  /** Address of the next page as delivered; null: this was the last. */
  next: string | null;
  /** Whether the answer promised more rows. */
  more: boolean;
}

/**
 * Reads the answer of a list (wonde-api section 5): `{ data: [...], meta: { pagination: { next, more } } }`. Whatever
 * does not plainly say "this was the last page" is not taken for the end.
 *
 * @param mustPaginate whether a missing pagination object is an error: it is, when `per_page` was sent. Otherwise it
 *   means one page.
 */
export function readEnvelope(body: Delivered, what: string, mustPaginate: boolean): Outcome<Envelope> {
  const bad = (problem: string) =>
    refused('BAD_ANSWER', `The answer for ${what} ${problem}. Nothing of it was used; report this to Wonde.`);
  const rows = isJsonRecord(body) ? own(body, 'data') : undefined;
  if (!isJsonRecord(body) || !Array.isArray(rows)) return bad('holds no list');

  const meta = own(body, 'meta');
  if (meta instanceof SaidTwice) return bad('says twice whether it is complete');
  const pagination = isJsonRecord(meta) ? own(meta, 'pagination') : undefined;
  if (pagination === undefined && !mustPaginate)
    return { ok: true, value: { rows, next: null, more: false } };
  if (!isJsonRecord(pagination)) return bad('does not say whether it is complete (no pagination)');

  const { next, more } = { next: own(pagination, 'next'), more: own(pagination, 'more') };
  const isNext = next === undefined || next === null || typeof next === 'string';
  const isMore = more === undefined || more === null || typeof more === 'boolean';
  if (!isNext || !isMore) return bad('has a pagination that cannot be read');
  if (next) return { ok: true, value: { rows, next, more: more !== false } };
  if (more === true) return bad('promises more rows but not where');
  if (next === undefined && typeof more !== 'boolean') return bad('does not say whether it is complete');
  return { ok: true, value: { rows, next: null, more: false } };
}
