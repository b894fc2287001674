import type { AddOn, Kind } from '@gatehouse/schemas';
import type { HoldLimits, HoldWord } from '@gatehouse/policy';
import type { Answers, Turn } from './answers.js';
import { answersTo, isHidden, nextHidden } from './answers.js';
import type { KindHold } from './kind-hold.js';
import { keysOf, revisionsOf } from './kind-hold.js';
import type { Unmatched } from './unmatched.js';

type ByAddOn<T> = { [addOn in AddOn]?: T };

/** What `hold list --json` prints of one kind of a school. Counts are of records, each once, save those by add-on. */
export interface ListedHold {
  schoolId: string;
  kind: Kind;
  since: string;
  isChangeOfMis: boolean;
  turn: Turn;
  withdrawals: {
    records: number;
    byAddOn: ByAddOn<number>;
    approved: number;
    discarded: number;
    /** Readers do not see them any more. */
    hidden: number;
    /** From when on they do not see the next of the others; null where no others wait. */
    hiddenFrom: string | null;
  };
  arrivals: { records: number; byAddOn: ByAddOn<number>; approved: number };
  /** Only where it looks like a change of MIS; the new ones wait until there is none. */
  unmatched: Unmatched[];
  /** Where the ledgers stand: what a word about the hold names. */
  shown: ByAddOn<number>;
  commands: string[];
}

/** What `hold show --json` prints. */
export interface HoldDocument extends ListedHold {
  /** How many stood seven days before the hold began, and how many of them are gone: when the set changed last. */
  judged: KindHold['judged'];
  limits: { records: number; percent: number; mostPercent: number | null };
  /** Record keys. */
  wouldGo: ByAddOn<string[]>;
  wouldComeIn: ByAddOn<string[]>;
}

/** What a hold is told from, beside itself. */
export interface HoldContext {
  schoolId: string;
  words: readonly HoldWord[];
  unmatched: readonly Unmatched[];
  now: Date;
}

export function listedHold(hold: KindHold, { schoolId, words, unmatched, now }: HoldContext): ListedHold {
  const answers = answersTo(hold, words);
  const hidden = hold.ledgers.flatMap(({ withdrawals }) => withdrawals.filter((one) => isHidden(one, now)));
  const turn = turnOf(hold, answers, unmatched);
  return {
    schoolId,
    kind: hold.kind,
    since: hold.since,
    isChangeOfMis: hold.isChangeOfMis,
    turn,
    withdrawals: {
      records: keysOf(hold, 'withdrawals').size,
      byAddOn: countsOf(hold, 'withdrawals'),
      approved: answers.approvedWithdrawals.size,
      discarded: answers.discarded.size,
      hidden: new Set(hidden.map(({ recordKey }) => recordKey)).size,
      hiddenFrom: nextHidden(hold, words, now),
    },
    arrivals: {
      records: keysOf(hold, 'arrivals').size,
      byAddOn: countsOf(hold, 'arrivals'),
      approved: answers.approvedArrivals.size,
    },
    unmatched: [...unmatched],
    shown: revisionsOf(hold),
    commands: commandsFor(schoolId, hold, answers, unmatched),
  };
}

export function holdDocument(hold: KindHold, limits: HoldLimits, context: HoldContext): HoldDocument {
  const keys = (what: 'withdrawals' | 'arrivals') =>
    Object.fromEntries(hold.ledgers.map((one) => [one.addOn, one[what].map(({ recordKey }) => recordKey)]));
  const { records, percent, mostPercent = null } = limits;
  return {
    ...listedHold(hold, context),
    judged: hold.judged,
    limits: { records, percent, mostPercent },
    wouldGo: keys('withdrawals'),
    wouldComeIn: keys('arrivals'),
  };
}

const countsOf = (hold: KindHold, what: 'withdrawals' | 'arrivals') =>
  Object.fromEntries(hold.ledgers.map((one) => [one.addOn, one[what].length]));

/** Whether somebody waits about whom nobody has said anything. */
const isAnybodyUnanswered = (hold: KindHold, answers: Answers) =>
  [...keysOf(hold, 'arrivals')].some((key) => !answers.approvedArrivals.has(key)) ||
  [...keysOf(hold, 'withdrawals')].some(
    (key) => !answers.approvedWithdrawals.has(key) && !answers.discarded.has(key),
  );

/** A source that is wrong is wrong about who is new, too, unless somebody let them in. */
function isDiscarded(hold: KindHold, { approvedWithdrawals, approvedArrivals, discarded }: Answers): boolean {
  const goers = [...keysOf(hold, 'withdrawals')];
  return (
    goers.length > 0 &&
    goers.every((key) => discarded.has(key) && !approvedWithdrawals.has(key)) &&
    approvedArrivals.size === 0
  );
}

function turnOf(hold: KindHold, answers: Answers, unmatched: readonly Unmatched[]): Turn {
  if (isDiscarded(hold, answers)) return 'discarded';
  if (unmatched.length > 0 && keysOf(hold, 'arrivals').size > 0) return 'restrictions-unmatched';
  if (isAnybodyUnanswered(hold, answers)) return 'none';
  const isApproved = [...keysOf(hold, 'withdrawals')].every((key) => answers.approvedWithdrawals.has(key));
  return isApproved ? 'approved' : 'discarded';
}

/** `--shown` as `hold approve` and `hold discard` take it. */
export const shownText = (shown: ByAddOn<number>): string =>
  Object.entries(shown)
    .map(([addOn, revision]) => `${addOn}=${revision}`)
    .join(',');

/** What can be said now; who says it, and why, are the reader's to fill in. */
function commandsFor(
  schoolId: string,
  hold: KindHold,
  answers: Answers,
  unmatched: readonly Unmatched[],
): string[] {
  const say = (word: string, more = '') =>
    `npx gatehouse hold ${word} --school ${schoolId} --kind ${hold.kind}${more} --shown ${shownText(revisionsOf(hold))} --actor NAME --reason TEXT`;
  const [goers, comers] = [keysOf(hold, 'withdrawals'), keysOf(hold, 'arrivals')];
  const isOpen = (keys: ReadonlySet<string>, said: ReadonlySet<string>) =>
    [...keys].some((key) => !said.has(key));
  return [
    `npx gatehouse hold show --school ${schoolId} --kind ${hold.kind}`,
    ...(unmatched.length === 0 && isOpen(comers, answers.approvedArrivals)
      ? [say('approve', ' --arrivals')]
      : []),
    ...(isOpen(goers, answers.approvedWithdrawals) ? [say('approve')] : []),
    ...(isOpen(goers, new Set([...answers.discarded, ...answers.approvedWithdrawals]))
      ? [say('discard')]
      : []),
  ];
}
