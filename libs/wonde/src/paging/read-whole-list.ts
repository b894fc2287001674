import type { ListOutcome, Outcome } from '../outcome.js';
import type { WondePage } from '../wonde-page.js';

/** All rows of a short list; those that `read` gives nothing for are left out and counted. */
export async function readWholeList<T>(
  pages: AsyncIterable<Outcome<WondePage>>,
  read: (row: unknown) => T | undefined,
): Promise<ListOutcome<T>> {
  let value: T[] = [];
  let leftOut = 0;
  for await (const page of pages) {
    if (!page.ok) return page;
    // A list that is begun anew is begun with nothing.
    if (page.value.number === 1) [value, leftOut] = [[], 0];
    for (const row of page.value.rows) {
      const item = read(row);
      if (item === undefined) leftOut += 1;
      else value.push(item);
    }
  }
  return { ok: true, value, leftOut };
}
