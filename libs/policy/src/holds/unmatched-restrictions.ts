import type { Kind } from '@gatehouse/schemas';
import type { Sight } from '../register/memory/sight.js';
import type { Standings } from '../register/standing/standings.js';

/** A restriction that matches nobody whom the source shows. */
interface UnmatchedRestriction {
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
  const isShown = (row: string) => standings.one.adultOf(row, -1).some((other) => called.has(other));
  const unmatched: UnmatchedRestriction[] = [];
  for (const row of standings.rows) {
    const known = register.rows.get(row);
    // A block may name somebody of whom no row is known: nobody can say then of which kind they were.
    const isOfKind = known ? known.kind === kind : isBlockOfNobody({ register, words }, row);
    if (!isOfKind || isMoved({ words }, standings, row) || isShown(row)) continue;
    const { orders, block } = standings.of(row);
    const courtOrder = orders.some(({ of }) => of === row);
    if (courtOrder || block) unmatched.push({ row, courtOrder, block: block !== undefined });
  }
  return unmatched.sort((a, b) => (a.row < b.row ? -1 : 1));
}

const isBlockOfNobody = ({ register, words }: Pick<Sight, 'register' | 'words'>, row: string): boolean =>
  words.blocks.has(row) && !register.byPerson.has(row);

/** Moved to a row that is restricted still: that one must be shown, or moved, itself. */
const isMoved = ({ words }: Pick<Sight, 'words'>, standings: Standings, row: string): boolean =>
  words.moves.some(({ from, to }) => {
    const { orders, block } = standings.of(to);
    return from === row && (orders.length > 0 || block !== undefined);
  });
