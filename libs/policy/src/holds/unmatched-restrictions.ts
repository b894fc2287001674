import type { Kind } from '@gatehouse/contracts';
import type { Sight } from '../register/sight.js';
import type { Standings } from '../register/standings.js';

/** A restriction that matches nobody whom the source shows. */
export interface UnmatchedRestriction {
  row: string;
  /** What would be lost with the row: its own court orders, a block, or both. */
  courtOrder: boolean;
  block: boolean;
}

/**
 * Rows of a kind that an order or a block restricts, of whose person the source shows no row any more, and which nobody
 * has moved to another one: after a change of MIS each must be re-pointed or given up before anybody comes in (design
 * section 3, hold).
 *
 * @param called record keys of all that the run read of the kind.
 */
export function unmatchedRestrictions(
  { register, words }: Pick<Sight, 'register' | 'words'>,
  standings: Standings,
  kind: Kind,
  called: ReadonlySet<string>,
): UnmatchedRestriction[] {
  const moved = new Set(words.moves.map(({ from }) => from));
  const isShown = (row: string) => standings.one.adultOf(row, -1).some((other) => called.has(other));
  const unmatched: UnmatchedRestriction[] = [];
  for (const row of standings.rows) {
    if (register.rows.get(row)?.kind !== kind || moved.has(row)) continue;
    const { orders, block } = standings.of(row);
    const courtOrder = orders.some(({ of }) => of === row);
    const isBlocked = block?.of === row;
    if ((courtOrder || isBlocked) && !isShown(row)) unmatched.push({ row, courtOrder, block: isBlocked });
  }
  return unmatched.sort((a, b) => (a.row < b.row ? -1 : 1));
}
