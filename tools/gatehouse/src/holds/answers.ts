import { hiddenFrom } from '@gatehouse/schemas';
import type { HoldWord } from '@gatehouse/policy';
import { wordAbout } from '@gatehouse/policy';
import type { KindHold, LedgerHold, WaitsToGo } from './kind-hold.js';

/** Whose turn it is, the first that applies. */
export type Turn = 'restrictions-unmatched' | 'none' | 'discarded' | 'approved';

/** What people said of what waits, by record key. */
export interface Answers {
  approvedWithdrawals: ReadonlySet<string>;
  approvedArrivals: ReadonlySet<string>;
  discarded: ReadonlySet<string>;
}

/** By the same rule as the writer's: a word in one ledger counts for the record in all of them. */
export function answersTo(hold: KindHold, words: readonly HoldWord[]): Answers {
  const meant = (says: HoldWord['says'], what: 'withdrawals' | 'arrivals') =>
    new Set(
      hold.ledgers.flatMap((ledger) =>
        ledger[what]
          .filter(({ revision }) => wordAbout(words, says, hold.kind, ledger.addOn, revision))
          .map(({ recordKey }) => recordKey),
      ),
    );
  return {
    approvedWithdrawals: meant('withdrawals-approved', 'withdrawals'),
    approvedArrivals: meant('arrivals-approved', 'arrivals'),
    discarded: meant('discarded', 'withdrawals'),
  };
}

/** From when on readers do not see what is not hidden yet; null where nothing such is left. */
export function nextHidden(hold: KindHold, words: readonly HoldWord[], now: Date): string | null {
  const times = hold.ledgers.flatMap((ledger) =>
    ledger.withdrawals
      .filter((one) => !isHidden(one, now))
      .map((one) => hiddenFromOf(hold, ledger, one, words)),
  );
  return times.sort()[0] ?? null;
}

/** Readers ask the ledger and their clock. */
export const isHidden = (one: WaitsToGo, now: Date): boolean =>
  one.isHidden || one.hiddenFrom <= now.toISOString();

/** As the next closing will say it: what was discarded since has longer. */
function hiddenFromOf(
  { kind }: KindHold,
  { addOn }: LedgerHold,
  { revision, hiddenFrom: said }: WaitsToGo,
  words: readonly HoldWord[],
): string {
  const discarded = wordAbout(words, 'discarded', kind, addOn, revision);
  return discarded ? hiddenFrom(discarded.at) : said;
}
