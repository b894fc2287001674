import type { KnownRegister } from './known-register.js';
import { isOut } from './known-register.js';

/** Whom a word reaches, by record key. */
export interface Reach {
  /** The register keeps them out no longer. The source still may. */
  frees: string[];
  restricts: string[];
  /** The word is about them, and they stay out for something else. */
  stillOut: string[];
}

/** The rows that the register keeps out. */
export const outRows = (known: KnownRegister): ReadonlySet<string> =>
  new Set([...known.standings.rows].filter((row) => isOut(known, row)));

export function reachOf(before: ReadonlySet<string>, known: KnownRegister, rows: readonly string[]): Reach {
  const after = outRows(known);
  return {
    frees: [...before].filter((row) => !after.has(row)).sort(),
    restricts: [...after].filter((row) => !before.has(row)).sort(),
    stillOut: [...new Set(rows)].filter((row) => after.has(row) && before.has(row)).sort(),
  };
}

/** A line for each; the reader finds out more with `restriction show`. */
export const reachText = ({ frees, restricts, stillOut }: Reach): string =>
  [
    ...frees.map((row) => `  ${row}: not kept out by the register any more; the source decides`),
    ...restricts.map((row) => `  ${row}: kept out from now on`),
    ...stillOut.map((row) => `  ${row}: stays out all the same; "restriction show" says for what`),
  ]
    .map((line) => `${line}\n`)
    .join('');
