import type { Answer } from '../http/attempt.js';
import { overLimit } from '../http/refusal-of-limit.js';
import type { ReadingLimits } from '../limits.js';
import { refused } from '../outcome.js';
import type { Outcome, Refused } from '../outcome.js';
import type { WondePage } from '../wonde-page.js';
import { checkNext } from './check-next.js';
import { firstPageUrl } from './list-query.js';
import type { ListQuery, Way } from './list-query.js';
import { readEnvelope } from './read-envelope.js';

// Two million rows of 200: no school has that, but a source that invents cursors for ever would.
const MOST_PAGES = 10_000;

interface WalkedPage {
  page: WondePage;
  next: URL | null;
  more: boolean;
}

/**
 * Walks a list in one way, page by page, fetching one page ahead. Ends after the page that says it is the last, or with
 * exactly one refusal; whatever leaves the end in doubt is a refusal: an empty page where rows were promised, a cursor
 * that comes back, a promise of more without an address (wonde-api section 5).
 *
 * @param ask gives a whole answer, or why there is none; it never throws.
 */
export async function* walkPages(
  list: ListQuery,
  way: Way,
  ask: (url: URL) => Promise<Answer | Refused>,
  limits: ReadingLimits,
): AsyncGenerator<Outcome<WondePage>, void, undefined> {
  const seen = new Set<string>();
  let rows = 0;
  const pageAt = (url: URL, number: number) => walkedPage(list, way, ask, seen, url, number);
  let coming: Promise<Outcome<WalkedPage>> | undefined = pageAt(firstPageUrl(list, way), 1);
  for (let number = 1, promised = false; coming; number += 1) {
    const walked: Outcome<WalkedPage> = await coming;
    if (!walked.ok) return yield walked;
    const { page, next, more }: WalkedPage = walked.value;
    if (page.rows.length === 0 && (promised || more)) {
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
    // Also the page that is over the limit: somebody on it may be restricted.
    yield { ok: true, value: page };
    if (isOver) return yield overLimit('listRows', `The list of ${list.what} has more than`, limits);
    if (isTooLong)
      yield refused('BAD_ANSWER', `The list of ${list.what} does not end. Report this to Wonde.`);
  }
}

async function walkedPage(
  list: ListQuery,
  way: Way,
  ask: (url: URL) => Promise<Answer | Refused>,
  seen: Set<string>,
  url: URL,
  number: number,
): Promise<Outcome<WalkedPage>> {
  seen.add(identityOf(url));
  const answer = await ask(url);
  if ('refusal' in answer) return answer;
  const envelope = readEnvelope(answer.body, list.what, list.mustPaginate);
  if (!envelope.ok) return envelope;
  const { rows, more } = envelope.value;
  const page: WondePage = { rows, fetchedAt: answer.receivedAt, number, leftOut: way.leftOut };
  if (envelope.value.next === null) return { ok: true, value: { page, next: null, more } };

  const next = checkNext(envelope.value.next, url, list.what);
  if (!next.ok) return next;
  if (seen.has(identityOf(next.value))) {
    return refused(
      'REPEATED_CURSOR',
      `The pages of ${list.what} lead back to one that was already read, so the rest is unknown. Try again later.`,
    );
  }
  return { ok: true, value: { page, next: next.value, more } };
}

/** The same page under parameters in another order is the same page. */
function identityOf(url: URL): string {
  const copy = new URL(url);
  copy.hash = '';
  copy.searchParams.sort();
  return copy.href;
}
