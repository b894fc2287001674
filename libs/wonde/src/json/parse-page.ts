import type { ReadingLimits } from '../limits.js';
import { UnusableRow, SaidTwice } from './delivered.js';
import type { Delivered } from './delivered.js';
import { parseAnswer } from './parse-answer.js';
import { splitRows } from './split-rows.js';

/** A page has more rows than are taken of one. */
export class TooManyRows extends Error {
  readonly code = 'TOO_MANY_ROWS';
}

const KIB = 1024;

/**
 * Parses the text of an answer (`parseAnswer`), row by row if it is larger than one row may be: a row over its limit, or
 * one that nests too deep for the parser that sees every saying, is a `UnusableRow` and takes no other with it.
 *
 * @throws SyntaxError for what is no JSON text; TooManyRows.
 */
export function parsePage(
  text: string,
  { rowKib, pageRows }: Pick<ReadingLimits, 'rowKib' | 'pageRows'>,
): Delivered {
  const largest = rowKib * KIB;
  if (text.length <= largest) {
    try {
      const body = parseAnswer(text);
      if (rowsIn(body) > pageRows) throw new TooManyRows();
      return body;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  const split = splitRows(text, pageRows);
  if (!split) return parseAnswer(text);
  if (split.hasMore) throw new TooManyRows();
  const around = parseAnswer(`${text.slice(0, split.from)}[]${text.slice(split.to)}`);
  const isPage = typeof around === 'object' && around !== null && 'data' in around;
  if (!isPage) return around;
  const rows = () => split.rows.map(([from, to]) => parseRow(text.slice(from, to), largest));
  if (Array.isArray(around.data)) around.data = rows();
  // Another saying of the same name contradicts the list; what restricts in it acts all the same.
  else if (around.data instanceof SaidTwice) around.data = withFirstList(around.data, rows());
  return around;
}

const withFirstList = ({ values }: SaidTwice, rows: Delivered[]): SaidTwice => {
  const first = values.findIndex((value) => Array.isArray(value));
  return new SaidTwice(values.map((value, place) => (place === first ? rows : value)));
};

function parseRow(text: string, largest: number): Delivered {
  try {
    const row = parseAnswer(text);
    return text.length > largest ? new UnusableRow(row) : row;
  } catch (error) {
    // The parser that sees every saying goes down with the text; this one does not. What restricts is better seen once.
    if (error instanceof RangeError) return new UnusableRow(JSON.parse(text) as Delivered);
    throw error;
  }
}

function rowsIn(body: Delivered): number {
  const isPage = typeof body === 'object' && body !== null && 'data' in body;
  return isPage && Array.isArray(body.data) ? body.data.length : 0;
}
