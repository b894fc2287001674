import type { Kind } from '@gatehouse/schemas';
import type { HoldLimits } from './hold-limits.js';
import { DEFAULT_HOLD_LIMITS, exceeds, isAboutAsMany } from './hold-limits.js';

/** Why a record stands no longer, as far as a hold asks: those who went by a person's word, or ended, count no more. */
export type StayEnd = 'gone' | 'approved' | 'ended' | 'other';

/** A time in which a record stood in one ledger: imported, excluded or held, without a break. */
export interface Stay {
  recordKey: string;
  /** ISO 8601. */
  from: string;
  /** The run that wrote the first line. */
  run: number;
  /** When it ended, by which run, and how; undefined while it stands. */
  end: { at: string; run: number; how: StayEnd } | undefined;
}

/** By what it is told who stood: a moment, ISO 8601, or the end of a run, by its number. */
export type Measure = string | number;

/** Whether the stay covers the measure: also the moment, or the run, in which it began; not that in which it ended. */
export const covers = ({ from, run, end }: Stay, measure: Measure): boolean =>
  typeof measure === 'string'
    ? from <= measure && (end === undefined || end.at > measure)
    : run <= measure && (end === undefined || end.run > measure);

/** Who stood then is compared with who is called now: this many days ago. */
export const WINDOW_DAYS = 7;

/** What is known of one kind of a school when its roll call has come, and nothing of it is decided yet. */
export interface RollCallFacts {
  kind: Kind;
  /** Record keys of all that the run read of the kind. */
  called: ReadonlySet<string>;
  /** Whether that is all: every page was read, and every row had an id. */
  isAll: boolean;
  /** Over all ledgers of the school that hold the kind. */
  stays: readonly Stay[];
  /**
   * Who stood at any of them is compared, each by itself. More than one while a hold is open: it ends only when neither who
   * stood at its beginning nor who stood lately is missing in such numbers.
   */
  measures: readonly Measure[];
  /** Whether a person who is missing is known to have come back as this record. */
  isReturner: (recordKey: string) => boolean;
  /** Missing ones of whom it says nothing: events that have ended. */
  ended: ReadonlySet<string>;
  /** Record keys whose withdrawal, and whose arrival, a person approved. */
  approved: { withdrawals: ReadonlySet<string>; arrivals: ReadonlySet<string> };
  limits: HoldLimits;
  /** New records wait already: that ends when the old ones are back, or by a person's word. */
  arrivalsWait: boolean;
  /** Whether an order or a block of the kind matches nobody that is called. Asked only where it decides. */
  hasUnmatched: () => boolean;
}

/** What a roll call means for a kind, in all ledgers alike. */
export interface RollCallVerdict {
  /** Imported records that are gone wait for a person. */
  withdrawalsWait: boolean;
  /** New records wait, too: it looks like a change of MIS. */
  arrivalsWait: boolean;
  /** How many stood by the measure that decided, and how many of them are gone. */
  stood: number;
  gone: number;
}

/** Kinds of which a change of MIS brings new ids for people who were restricted under the old ones. */
const PEOPLE: readonly Kind[] = ['student', 'contact', 'employee'];
/** Kinds that are made anew each September. */
const ROSTERS: readonly Kind[] = ['class', 'group'];

/**
 * Whether who is gone may be withdrawn, and who is new may come in (design section 3, hold). Rules, permissions and
 * people's decisions withdraw whatever this says. An order makes no difference: who is excluded stands like any other.
 */
export function judgeRollCall(facts: RollCallFacts): RollCallVerdict {
  const judged = facts.measures.map((measure) => judgeSince(facts, measure));
  const worst = judged.find((one) => one.withdrawalsWait) ?? judged[0] ?? NOBODY_STOOD;
  return { ...worst, arrivalsWait: judged.some((one) => one.arrivalsWait) || isUnmatchedRenewal(facts) };
}

const NOBODY_STOOD = { withdrawalsWait: false, arrivalsWait: false, stood: 0, gone: 0 };

/**
 * Whether most that are called never stood before, and somebody who was restricted is among the called under no id that is
 * known: however long ago the old ones went, and by what word, who is new may be who was restricted.
 */
function isUnmatchedRenewal({ kind, called, stays, approved, hasUnmatched }: RollCallFacts): boolean {
  if (!PEOPLE.includes(kind) || stays.length === 0) return false;
  const known = new Set(stays.map(({ recordKey }) => recordKey));
  const never = [...called].filter((key) => !known.has(key) && !approved.arrivals.has(key)).length;
  return never * 2 > called.size && hasUnmatched();
}

function judgeSince(facts: RollCallFacts, measure: Measure) {
  const { kind, called, isAll, stays, ended, approved, limits } = facts;
  const stood = new Set<string>();
  const settled = new Set([...ended, ...approved.withdrawals]);
  for (const stay of stays) if (covers(stay, measure)) stood.add(stay.recordKey);
  for (const { recordKey, end } of newestOf(stays)) {
    if (end?.how === 'approved' || end?.how === 'ended') settled.add(recordKey);
  }
  const arrivals = [...called].filter((key) => !stood.has(key) && !approved.arrivals.has(key));
  const arrived = arrivals.length;
  // The only one of a small kind may leave and come back: that is no other MIS.
  const isOneReturner = arrived === 1 && arrivals.every((key) => facts.isReturner(key));
  const missing = [...stood].filter((key) => !called.has(key));
  const gone = missing.filter((key) => !settled.has(key)).length;
  const remaining = stood.size - missing.length + gone;
  const isTooMany = exceeds(limits, remaining, gone);
  const isRenewed = ROSTERS.includes(kind) && (isAboutAsMany(arrived, gone) || arrived > gone);
  // Who may go by a person's word is missing all the same: the word is none about who came in their place.
  const isChangeOfMis =
    PEOPLE.includes(kind) &&
    exceeds(DEFAULT_HOLD_LIMITS, stood.size, missing.length) &&
    !isOneReturner &&
    arrived * 2 > called.size &&
    // Of a part nobody knows how many more are new; and what waits is not let in by a shorter or a longer list.
    (!isAll || facts.arrivalsWait || isAboutAsMany(arrived, missing.length));
  return {
    withdrawalsWait: isTooMany && !isRenewed,
    arrivalsWait: isChangeOfMis,
    stood: remaining,
    gone,
  };
}

/** Of each record the stay that began last: a word about an earlier one is none about who came back since. */
function newestOf(stays: readonly Stay[]): Iterable<Stay> {
  const newest = new Map<string, Stay>();
  for (const stay of stays) {
    const known = newest.get(stay.recordKey);
    // Of two ledgers that began alike, the one in which it stands.
    const isNewer = !known || stay.run > known.run || (stay.run === known.run && stay.end === undefined);
    if (isNewer) newest.set(stay.recordKey, stay);
  }
  return newest.values();
}
