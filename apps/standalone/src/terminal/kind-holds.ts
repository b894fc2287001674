import type { AddOn, AddOnAccount, Hold, Kind } from '@gatehouse/schemas';
import { KINDS } from '@gatehouse/schemas';

/** What waits of a kind of a school, told once for all add-ons: people decide it for all of them together. */
export interface KindHold extends Omit<Hold, 'withdrawals' | 'arrivals' | 'moot'> {
  kind: Kind;
  /** How many in each add-on, each number once, the smallest first: mostly one. */
  withdrawals: number[];
  arrivals: number[];
  /** It ended by itself, in every add-on. */
  isMoot: boolean;
  /** Where the ledgers stood that the run closed, of the add-ons in which something waits. */
  shown: { [addOn in AddOn]?: number };
}

/** The holds of a school's add-ons by kind, in the order of kinds. Pure. */
export function kindHolds(addOns: { [addOn in AddOn]?: AddOnAccount }): KindHold[] {
  return KINDS.flatMap((kind) => {
    const all = Object.entries(addOns).flatMap(([addOn, { holds, ledger }]) => {
      const hold = holds?.[kind];
      return hold ? [{ addOn, hold, revision: ledger.size - 1 }] : [];
    });
    const open = all.filter(({ hold }) => !hold.moot);
    const told = open.length > 0 ? open : all;
    if (told.length === 0) return [];
    const holds = told.map(({ hold }) => hold);
    const times = holds.flatMap(({ hiddenFrom }) => hiddenFrom ?? []).sort();
    return [
      {
        kind,
        since: holds.map(({ since }) => since).sort()[0] as string,
        withdrawals: numbers(holds.map(({ withdrawals }) => withdrawals)),
        arrivals: numbers(holds.map(({ arrivals }) => arrivals)),
        hidden: Math.max(...holds.map(({ hidden }) => hidden)),
        hiddenFrom: times[0] ?? null,
        answer: answerOf(holds),
        isMoot: open.length === 0,
        shown: Object.fromEntries(told.map(({ addOn, revision }) => [addOn, revision])),
      },
    ];
  });
}

const numbers = (counts: readonly number[]): number[] =>
  [...new Set(counts.filter((count) => count > 0))].sort((a, b) => a - b);

/** The school is asked as long as one add-on waits for its answer. */
const answerOf = (holds: readonly Hold[]): Hold['answer'] =>
  (['restrictions-unmatched', 'none', 'discarded'] as const).find((answer) =>
    holds.some((hold) => hold.answer === answer),
  ) ?? 'none';
