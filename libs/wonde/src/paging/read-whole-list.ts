import { limitInWords } from '../limits.js';
import type { ReadingLimits } from '../limits.js';
import { refused } from '../outcome.js';
import type { ListOutcome, Outcome } from '../outcome.js';
import type { WondePage } from '../wonde-page.js';

const MIB = 1024 * 1024;

/**
 * All rows of a short list; those that `read` gives nothing for are left out and counted. A list of which more is kept than
 * may be of one kind is refused.
 *
 * @param what the list, in words: "the list of approved schools".
 */
export async function readWholeList<T>(
  pages: AsyncIterable<Outcome<WondePage>>,
  read: (row: unknown) => T | undefined,
  what: string,
  limits: ReadingLimits,
): Promise<ListOutcome<T>> {
  let value: T[] = [];
  let [leftOut, characters] = [0, 0];
  for await (const page of pages) {
    if (!page.ok) return page;
    // A list that is begun anew is begun with nothing.
    if (page.value.number === 1) [value, leftOut, characters] = [[], 0, 0];
    for (const row of page.value.rows) {
      const item = read(row);
      if (item === undefined) {
        leftOut += 1;
        continue;
      }
      characters += JSON.stringify(item).length;
      if (characters > limits.kindMib * MIB) {
        return refused(
          'OVER_LIMIT',
          `What is kept of ${what} takes more than ${limitInWords(limits, 'kindMib')}, so it was not read to its end. ` +
            'Ask Wonde what it is, or raise the limit.',
        );
      }
      value.push(item);
    }
  }
  return { ok: true, value, leftOut };
}
