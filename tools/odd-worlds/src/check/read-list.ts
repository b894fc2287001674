import { pageText } from '../play/page-text.js';
import type { Resource, Row, World } from '../world/world.js';
import { withWrapped } from '../world/world.js';

const MIB = 1024 * 1024;

/** The rows of a list up to the first page that is over a limit, or with which the kind is, and whether there is none. */
export function readList({ lists, limits }: World, resource: Resource): { rows: Row[]; isWhole: boolean } {
  const { pageMib = 16, pageRows = 10_000, listRows = 200_000, kindMib = 128 } = limits;
  const rows: Row[] = [];
  let [listed, kept] = [0, 0];
  for (const [number, page] of lists[resource].entries()) {
    const bytes = Buffer.byteLength(pageText(page, number, lists[resource].length));
    if (bytes > pageMib * MIB || page.rows.length > pageRows) return { rows, isWhole: false };
    rows.push(...withWrapped(page.rows));
    listed += page.rows.length;
    kept += page.rows.reduce((sum, { fields }) => sum + JSON.stringify(fields).length, 0);
    // What is in memory already is sent: the rest is not read.
    if (listed > listRows || kept > kindMib * MIB) return { rows, isWhole: false };
  }
  return { rows, isWhole: true };
}
