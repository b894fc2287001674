import { UnusableRow } from '../json/delivered.js';
import type { Delivered } from '../json/delivered.js';
import { isWrapper, rowsWithin } from '../json/rows-within.js';
import { PAGE_ROW_NAMES } from '../json/row-names.js';
import type { Outcome } from '../outcome.js';
import type { WondePage } from '../wonde-page.js';

/**
 * The same pages with the rows that stand in wrappers where rows belong: who is named or restricted in them is known, and
 * nothing else of them is used. The wrapper is a row of which nothing can be read.
 */
export async function* withWrappedRows(
  pages: AsyncIterable<Outcome<WondePage>>,
): AsyncGenerator<Outcome<WondePage>, void, undefined> {
  for await (const page of pages) {
    if (page.ok) page.value.rows = page.value.rows.flatMap((row) => rowsOf(row as Delivered));
    yield page;
  }
}

function rowsOf(row: Delivered): Delivered[] {
  if (!isWrapper(row, PAGE_ROW_NAMES)) return [row];
  const wrapped = rowsWithin(row, PAGE_ROW_NAMES).filter((one) => one !== row);
  return wrapped.length === 0 ? [row] : [null, ...wrapped.map((one) => new UnusableRow(one))];
}
