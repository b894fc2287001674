import type { HoldLimits } from '@gatehouse/policy';
import type { Turn } from './answers.js';

/** Whose turn it is, and for what. */
export const WHOSE_TURN: { [turn in Turn]: string } = {
  'restrictions-unmatched': 'the school: move or give up each restriction',
  none: 'the school: nobody has answered',
  discarded: 'the MIS must be put right',
  approved: 'the next run: approved',
};

/** From when on withdrawals wait, as far as a school sets it. */
export function limitsText({
  records,
  percent,
  mostPercent,
}: Omit<HoldLimits, 'mostPercent'> & {
  mostPercent?: number | null | undefined;
}): string {
  const most = mostPercent === null || mostPercent === undefined ? 'a third' : `${mostPercent} %`;
  return `more than ${records} records and more than ${percent} %, or more than ${most}, or all`;
}
