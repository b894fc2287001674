import type { Kind } from '@gatehouse/schemas';
import { unmatchedRestrictions } from '@gatehouse/policy';
import { unblockOf } from '../restrictions/how-it-ends.js';
import type { KnownRegister } from '../restrictions/known-register.js';

/** A restriction that matches nobody whom the source shows, and what a person can do about it. */
export interface Unmatched {
  row: string;
  courtOrder: boolean;
  /** No court order is recorded, and what blank means was not said. */
  isBlank: boolean;
  block: boolean;
  /** `NEW` stands for the record key under which the person is in the source now. */
  move: string;
  /** Each of these, if nothing of it holds any more. */
  giveUp: string[];
}

/**
 * The restrictions and blocks of a kind that match nobody any more.
 *
 * @param shown record keys that the source shows.
 */
export function unmatchedOf(known: KnownRegister, kind: Kind, shown: ReadonlySet<string>): Unmatched[] {
  const { schoolId, revision, sight, standings } = known;
  const words = `--shown ${revision} --actor NAME --reason TEXT`;
  return unmatchedRestrictions(sight, standings, kind, shown).map(({ row, courtOrder, block }) => ({
    row,
    courtOrder,
    isBlank: courtOrder && standings.of(row).orders.every((order) => order.class === 'null'),
    block,
    move: `npx gatehouse restriction move --school ${schoolId} ${row} NEW ${words}`,
    giveUp: [
      ...(courtOrder
        ? [`npx gatehouse restriction lift --school ${schoolId} --row ${row} --input court_order ${words}`]
        : []),
      ...(block ? [unblockOf(known, { row, of: row })] : []),
    ],
  }));
}
