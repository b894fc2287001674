import { UnusableRow } from '../json/delivered.js';
import type { Delivered } from '../json/delivered.js';
import { isWrapper, rowsWithin } from '../json/rows-within.js';
import type { RowNames } from '../json/rows-within.js';
import type { Outcome } from '../outcome.js';
import type { WondePage } from '../wonde-page.js';

export const PAGE_ROW_NAMES: RowNames = new Set([
  'id',
  'mis_id',
  'upi',
  'forename',
  'surname',
  'name',
  'title',
  'contacts',
  'employment_details',
]);

/**
 * The same pages with the rows that stand in wrappers where rows belong, after the wrapper: who is named or restricted in
 * them is known, and nothing else of them is used. The wrapper counts as what it is, a row without an id.
 */
export async function* withWrappedRows(
  pages: AsyncIterable<Outcome<WondePage>>,
): AsyncGenerator<Outcome<WondePage>, void, undefined> {
  for await (const page of pages) {
    if (page.ok) page.value.rows = page.value.rows.flatMap((row) => [row, ...wrappedIn(row as Delivered)]);
    yield page;
  }
}

const wrappedIn = (row: Delivered): UnusableRow[] =>
  isWrapper(row, PAGE_ROW_NAMES)
    ? rowsWithin(row, PAGE_ROW_NAMES).map((wrapped) => new UnusableRow(wrapped))
    : [];
