import type { ListOutcome, Outcome } from '../outcome.js';
import type { WondePage } from '../wonde-page.js';

/** All rows of a short list; those that `read` gives nothing for are left out and counted. */
export async function readWholeList<T>(
  pages: AsyncIterable<Outcome<WondePage>>,
  read: (row: unknown) => T | undefined,
): Promise<ListOutcome<T>> {
  const value: T[] = [];
  let leftOut = 0;
  for await (const page of pages) {
    if (!page.ok) return page;
    for (const row of page.value.rows) {
      const item = read(row);
      if (item === undefined) leftOut += 1;
      else value.push(item);
    }
  }
  return { ok: true, value, leftOut };
}
