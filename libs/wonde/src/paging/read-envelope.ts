import { SaidTwice } from '../json/delivered.js';
import type { Delivered, DeliveredRecord } from '../json/delivered.js';
import { refused } from '../outcome.js';
import type { Outcome, Refused } from '../outcome.js';
import { PAGE_ROW_NAMES } from '../json/row-names.js';
import { isJsonRecord, own } from '../json/json-shape.js';
import { rowsWithin } from '../json/rows-within.js';

export interface Envelope {
  /** Also of an answer that cannot be taken for whole: what restricts on it acts. */
  rows: Delivered[];
  /** Address of the next page as delivered; null: this was the last. */
  next: string | null;
  /** Whether the answer promised more rows. */
  more: boolean;
  /** Why the answer is not taken for whole; undefined where it is. */
  refused?: Refused;
}

/**
 * Reads the answer of a list (wonde-api section 5): `{ data: [...], meta: { pagination: { next, more } } }`. Whatever
 * does not plainly say "this was the last page" is not taken for the end.
 *
 * @param mustPaginate whether a missing pagination object is an error: it is, when `per_page` was sent. Otherwise it
 *   means one page.
 */
export function readEnvelope(body: Delivered, what: string, mustPaginate: boolean): Outcome<Envelope> {
  const refusedFor = (problem: string) =>
    refused(
      'BAD_ANSWER',
      `The answer for ${what} ${problem}. It is not taken for whole: nobody comes in by it, and nothing is withdrawn. ` +
        'Report this to Wonde.',
    );
  const rows = rowsIn(body);
  const bad = (problem: string): Outcome<Envelope> => ({
    ok: true,
    value: { rows, next: null, more: false, refused: refusedFor(problem) },
  });
  if (!hasList(body)) return rows.length > 0 ? bad('holds no plain list') : refusedFor('holds no list');

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

const hasList = (body: Delivered): body is DeliveredRecord & { data: Delivered[] } =>
  isJsonRecord(body) && Array.isArray(own(body, 'data'));

/** A list as it is; of anything else, what looks like rows in it: in `data`, or where there is none, anywhere. */
function rowsIn(body: Delivered): Delivered[] {
  if (hasList(body)) return body.data;
  const data = isJsonRecord(body) ? own(body, 'data') : undefined;
  return rowsWithin(data ?? body, PAGE_ROW_NAMES);
}
