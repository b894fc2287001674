import type { Answer } from '../http/attempt.js';
import type { ReadingLimits } from '../limits.js';
import type { Outcome, Refused } from '../outcome.js';
import type { WondePage } from '../wonde-page.js';
import type { ListQuery, Way } from './list-query.js';
import { firstWay } from './list-query.js';
import { otherWay } from './other-way.js';
import { walkPages } from './walk-pages.js';

/**
 * Walks a list to its end, in another way from its beginning where the one at hand is refused: a `page` or a cursor of
 * pages of one size may mean other rows with another size, and rows read with an include are not those read without.
 * Ends after the last page, or with exactly one refusal.
 *
 * @param ask gives a whole answer, or why there is none; it never throws.
 */
export async function* walkList(
  list: ListQuery,
  ask: (url: URL, way: Way) => Promise<Answer | Refused>,
  limits: ReadingLimits,
): AsyncGenerator<Outcome<WondePage>, void, undefined> {
  for (let way: Way | undefined = firstWay(list); way;) {
    const asked: Way = way;
    way = undefined;
    for await (const page of walkPages(list, asked, (url) => ask(url, asked), limits)) {
      if (!page.ok) way = otherWay(list, asked, page.refusal);
      if (!way) yield page;
    }
  }
}
