import type { Answer } from '../http/attempt.js';
import { overLimit } from '../http/refusal-of-limit.js';
import { rowOf } from '../json/delivered.js';
import type { ReadingLimits } from '../limits.js';
import { refused } from '../outcome.js';
import type { Outcome, Refused } from '../outcome.js';
import type { Delivered } from '../json/delivered.js';
import { isJsonRecord, own, unwrap } from '../json/json-shape.js';
import type { WondePage } from '../wonde-page.js';
import { checkNext } from './check-next.js';
import { firstPageUrl } from './list-query.js';
import type { ListQuery, Way } from './list-query.js';
import { readEnvelope } from './read-envelope.js';

// Two million rows of 200: no school has that, but a source that invents cursors for ever would.
const MOST_PAGES = 10_000;

/** What the pages of a walk had so far. */
interface Seen {
  addresses: Set<string>;
  /** What was asked to be included, and came in some row. */
  members: Set<string>;
}

interface WalkedPage {
  page: WondePage;
  next: URL | null;
  more: boolean;
  /** Why the list cannot be read on from here, or the page not be taken for whole. */
  refused?: Refused | undefined;
}

/**
 * Walks a list in one way, page by page, fetching one page ahead. Ends after the page that says it is the last, or with
 * exactly one refusal; whatever leaves the end in doubt is a refusal: an empty page where rows were promised, a cursor
 * that comes back, a promise of more without an address (wonde-api section 5). The rows of such a page come before the
 * refusal: somebody on it may be restricted.
 *
 * @param ask gives a whole answer, or why there is none; it never throws.
 */
export async function* walkPages(
  list: ListQuery,
  way: Way,
  ask: (url: URL) => Promise<Answer | Refused>,
  limits: ReadingLimits,
): AsyncGenerator<Outcome<WondePage>, void, undefined> {
  const seen: Seen = { addresses: new Set(), members: new Set() };
  let rows = 0;
  const pageAt = (url: URL, number: number) => walkedPage(list, way, ask, seen, url, number);
  let coming: Promise<Outcome<WalkedPage>> | undefined = pageAt(firstPageUrl(list, way), 1);
  for (let number = 1, promised = false; coming; number += 1) {
    const walked: Outcome<WalkedPage> = await coming;
    if (!walked.ok) return yield walked;
    const { page, next, more, refused: end }: WalkedPage = walked.value;
    if (page.rows.length === 0 && (promised || more) && !end) {
      return yield refused(
        'BAD_ANSWER',
        `A page of ${list.what} came back empty although more rows were promised. Try again later.`,
      );
    }
    rows += page.rows.length;
    promised = more;
    const isOver: boolean = rows > limits.listRows;
    const isTooLong: boolean = next !== null && number >= MOST_PAGES;
    coming = next && !isOver && !isTooLong ? pageAt(next, number + 1) : undefined;
    yield { ok: true, value: page };
    if (end) return yield end;
    if (isOver) return yield overLimit('listRows', `The list of ${list.what} has more than`, limits);
    if (isTooLong)
      yield refused('BAD_ANSWER', `The list of ${list.what} does not end. Report this to Wonde.`);
  }
}

async function walkedPage(
  list: ListQuery,
  way: Way,
  ask: (url: URL) => Promise<Answer | Refused>,
  seen: Seen,
  url: URL,
  number: number,
): Promise<Outcome<WalkedPage>> {
  seen.addresses.add(identityOf(url));
  const answer = await ask(url);
  if ('refusal' in answer) return answer;
  const envelope = readEnvelope(answer.body, list.what, list.mustPaginate);
  if (!envelope.ok) return envelope;
  const { rows, more, next: address } = envelope.value;
  const page: WondePage = { rows, fetchedAt: answer.receivedAt, number, leftOut: way.leftOut };
  const end = envelope.value.refused ?? lostInclude(page, url, way, seen, list.what);
  const next = end || address === null ? undefined : nextAfter(url, address, seen, list.what);
  if (next && !next.ok) return { ok: true, value: { page, next: null, more, refused: next } };
  return { ok: true, value: { page, next: next?.value ?? null, more, refused: end } };
}

/** The address of the next page, if it is one that was not read yet. */
function nextAfter(asked: URL, address: string, { addresses }: Seen, what: string): Outcome<URL> {
  const next = checkNext(address, asked, what);
  if (!next.ok || !addresses.has(identityOf(next.value))) return next;
  return refused(
    'REPEATED_CURSOR',
    `The pages of ${what} lead back to one that was already read, so the rest is unknown. Try again later.`,
  );
}

/**
 * Addresses of next pages repeat what was asked to be included (wonde-api section 5). Where one does not, and no row of its
 * page has what rows before it had, these are not what was asked for: taken for whole, they would withdraw who is on them.
 */
function lostInclude(
  { rows }: WondePage,
  url: URL,
  { include }: Way,
  { members }: Seen,
  what: string,
): Refused | undefined {
  const repeated = new Set(url.searchParams.get('include')?.split(','));
  let isLost = false;
  for (const name of include) {
    const shown = new Set(rows.map((row) => shows(row, name.split('.'))));
    if (shown.has('shown')) members.add(name);
    else if (shown.has('missing') && members.has(name) && !repeated.has(name)) isLost = true;
  }
  if (!isLost) return undefined;
  return refused(
    'BAD_ANSWER',
    `The address of a page of ${what} leaves out what was asked to be included, and so do its rows. Report this to Wonde.`,
  );
}

/**
 * Whether a row shows what stands under the names, one in the other: null is shown, the id alone of what was to be included is
 * not; `nothing` where nothing could have it.
 */
function shows(row: unknown, [name, ...others]: readonly string[]): 'shown' | 'missing' | 'nothing' {
  const value = unwrap(rowOf(row) as Delivered);
  if (Array.isArray(value)) {
    // No further: a row may nest lists by the thousand, and is not walked by calls.
    const parts = new Set(
      value.map((one) => (Array.isArray(one) ? 'nothing' : shows(one, [name ?? '', ...others]))),
    );
    return parts.has('shown') ? 'shown' : parts.has('missing') ? 'missing' : 'nothing';
  }
  if (!isJsonRecord(value)) return 'nothing';
  const member = own(value, name ?? '');
  if (member === undefined) return 'missing';
  if (others.length > 0) return shows(member, others);
  return typeof member === 'string' ? 'missing' : 'shown';
}

/** The same page under parameters in another order is the same page. */
function identityOf(url: URL): string {
  const copy = new URL(url);
  copy.hash = '';
  copy.searchParams.sort();
  return copy.href;
}
