import type { Kind, RollCall } from '@gatehouse/schemas';
import type { RollCallVerdict } from '@gatehouse/policy';
import {
  hasEnded,
  holdLimitsOn,
  judgeRollCall,
  standingLinks,
  unmatchedRestrictions,
  wordAbout,
} from '@gatehouse/policy';
import type { Ledger } from '../../lines/ledger.js';
import { unsealDocuments } from '../../review/unseal-documents.js';
import { measuresOf, takingLedgers } from './measures.js';
import type { RunContext } from '../run-context.js';
import type { WriterTools } from '../writer-tools.js';
import { lineContextOf } from '../writer-tools.js';

const NOBODY: ReadonlySet<string> = new Set();

/** A kind's roll call as a run's writer holds it, and what it means once its last part has come. */
export interface CalledKind extends Pick<RollCall, 'whole' | 'unidentified'> {
  keys: Set<string>;
  /** Of contacts: pupils of whom the reading does not say whose their contacts are (restrictions.md, rule 14). */
  unsettled: ReadonlySet<string>;
  /** Contacts known under such a pupil: one for whom no record comes is not missing, and of others that link stands. */
  underUnsettled: ReadonlySet<string>;
  isComplete: boolean;
  verdict: RollCallVerdict;
  /** New records that wait, and those that a person let in. */
  heldArrivals: ReadonlySet<string>;
  approvedArrivals: ReadonlySet<string>;
  /** Missing records whose withdrawal was approved, with the revision of the word. */
  approved: ReadonlyMap<string, number>;
  /** Missing events that have ended. */
  ended: ReadonlySet<string>;
  /** Arrivals were approved, and restrictions match nobody yet. */
  isUnmatched: boolean;
}

const NOT_JUDGED: RollCallVerdict = {
  withdrawalsWait: false,
  arrivalsWait: false,
  stood: 0,
  gone: 0,
};

/** Takes in a part of a roll call, which may come again. */
export function takePart(calls: Map<Kind, CalledKind>, part: RollCall): CalledKind {
  const { kind, keys, whole, unidentified, unsettled = [] } = part;
  const call = calls.get(kind) ?? {
    whole,
    unidentified,
    keys: new Set<string>(),
    unsettled: NOBODY,
    underUnsettled: NOBODY,
    isComplete: false,
    verdict: NOT_JUDGED,
    heldArrivals: NOBODY,
    approvedArrivals: NOBODY,
    approved: new Map<string, number>(),
    ended: NOBODY,
    isUnmatched: false,
  };
  for (const key of keys) call.keys.add(key);
  if (unsettled.length > 0) call.unsettled = new Set(unsettled);
  calls.set(kind, call);
  return call;
}

/**
 * Works out what a complete roll call means before anything of its kind is decided: in all ledgers alike, also in those
 * that this run has closed already (design section 3, hold).
 */
export async function judgeCalled(
  tools: WriterTools,
  run: RunContext,
  kind: Kind,
  call: CalledKind,
): Promise<void> {
  for (const ledger of run.allLedgers) if (!ledger.isCaughtUp) await ledger.catchUp();
  call.underUnsettled = contactsUnder(run, call.unsettled);
  // Whom nobody called, and who never stood, is neither missing nor new.
  const notMissing = [...call.underUnsettled].filter((key) => standsAnywhere(run, key));
  const stays = run.allLedgers.flatMap(({ state }) => state.presence.staysOf(kind));
  const now = tools.now();
  call.approved = approvedWithdrawals(run, kind);
  call.ended = kind === 'event' ? await endedAmongMissing(tools, run, call, now) : NOBODY;
  const { keys: arrivals, isUnmatched } = approvedArrivals(run, kind, call);
  call.isUnmatched = isUnmatched;
  call.approvedArrivals = arrivals;
  const isAll = call.whole && call.unidentified === 0;
  const waited = takingLedgers(run, kind).some(({ state }) => state.presence.holdOf(kind)?.arrivalsWait);
  const verdict = judgeRollCall({
    kind,
    called: together(call.keys, notMissing),
    isAll,
    stays,
    isReturner: (key) => isReturner(run, call, key),
    measures: await measuresOf(tools.eventStore, run, kind, stays, now),
    ended: call.ended,
    approved: { withdrawals: new Set(call.approved.keys()), arrivals },
    limits: holdLimitsOn(run.settings, now.toISOString().slice(0, 10)),
    arrivalsWait: waited,
    hasUnmatched: () => hasUnmatched(run, kind, shownIn(call)),
  });
  // A reading that did not show all, or nobody, is no word that the MIS is the old one again.
  const isNoWord = !isAll || call.keys.size === 0;
  call.verdict = { ...verdict, arrivalsWait: verdict.arrivalsWait || (waited && isNoWord) };
  const isNew = (key: string) => !arrivals.has(key) && !standsAnywhere(run, key);
  call.heldArrivals = call.verdict.arrivalsWait ? new Set([...call.keys].filter(isNew)) : NOBODY;
  call.isComplete = true;
}

const standsAnywhere = ({ allLedgers }: RunContext, recordKey: string): boolean =>
  allLedgers.some(({ state }) => state.presence.stands(recordKey));

/** Who is called, and who is known under a pupil of whom the reading does not say whose its contacts are. */
const shownIn = ({ keys, underUnsettled }: CalledKind): ReadonlySet<string> =>
  together(keys, [...underUnsettled]);

const together = (keys: ReadonlySet<string>, others: readonly string[]): ReadonlySet<string> =>
  others.length === 0 ? keys : new Set([...keys, ...others]);

function contactsUnder({ school }: RunContext, pupils: ReadonlySet<string>): ReadonlySet<string> {
  if (!school || pupils.size === 0) return NOBODY;
  return new Set([...pupils].flatMap((pupil) => standingLinks(school.register, pupil).map(({ row }) => row)));
}

/** Whether the record carries a person key that another one, which is missing now, ever carried. */
function isReturner({ school }: RunContext, { keys }: CalledKind, recordKey: string): boolean {
  const register = school?.register;
  const row = register?.rows.get(recordKey);
  const others = [...(row?.persons.keys() ?? [])].flatMap((key) => [...(register?.byPerson.get(key) ?? [])]);
  return others.some((other) => !keys.has(other) && register?.rows.get(other)?.kind === row?.kind);
}

function approvedWithdrawals({ allLedgers, settings }: RunContext, kind: Kind): Map<string, number> {
  const approved = new Map<string, number>();
  if (settings.holdWords.length === 0) return approved;
  for (const { addOn, state } of allLedgers) {
    for (const [key, { revision }] of state.presence.heldOf(kind)) {
      const word = wordAbout(settings.holdWords, 'withdrawals-approved', kind, addOn, revision);
      if (word) approved.set(key, word.revision);
    }
  }
  return approved;
}

/**
 * New records that a person let in. Until each restriction matches somebody again they wait all the same, save those who
 * have come in.
 */
function approvedArrivals(
  run: RunContext,
  kind: Kind,
  call: CalledKind,
): { keys: Set<string>; isUnmatched: boolean } {
  const { allLedgers, settings } = run;
  const keys = new Set<string>();
  if (!settings.holdWords.some(({ says }) => says === 'arrivals-approved'))
    return { keys, isUnmatched: false };
  for (const { addOn, state } of allLedgers) {
    for (const [key, revision] of state.presence.arrivals) {
      if (state.records.get(key)?.kind !== kind) continue;
      if (wordAbout(settings.holdWords, 'arrivals-approved', kind, addOn, revision)) keys.add(key);
    }
  }
  const waiting = [...keys].filter((key) => !standsAnywhere(run, key));
  const isUnmatched = waiting.length > 0 && hasUnmatched(run, kind, shownIn(call));
  if (isUnmatched) for (const key of waiting) keys.delete(key);
  return { keys, isUnmatched };
}

function hasUnmatched({ school, basis }: RunContext, kind: Kind, called: ReadonlySet<string>): boolean {
  if (!school) return false;
  const { sight, standings } = school.view(basis);
  return unmatchedRestrictions(sight, standings, kind, called).length > 0;
}

/** Those that are gone from the source and were over before: of what was excluded nobody knows, and it says nothing. */
async function endedAmongMissing(
  tools: WriterTools,
  run: RunContext,
  { keys }: CalledKind,
  now: Date,
): Promise<Set<string>> {
  const ended = new Set<string>();
  for (const ledger of run.allLedgers) await addEnded(tools, run, ledger, keys, now, ended);
  return ended;
}

async function addEnded(
  tools: WriterTools,
  run: RunContext,
  ledger: Ledger,
  called: ReadonlySet<string>,
  now: Date,
  ended: Set<string>,
): Promise<void> {
  const missing = [...ledger.state.records].filter(([key, { kind }]) => kind === 'event' && !called.has(key));
  for (const [key, { outcome }] of missing) if (outcome === 'excluded') ended.add(key);
  const imported = missing.filter(([, { outcome }]) => outcome === 'imported');
  const lines = lineContextOf(tools, run, ledger);
  for await (const batch of unsealDocuments(tools.eventStore, lines, imported)) {
    for (const { recordKey, document } of batch) {
      if (document && hasEnded(document.reveal(), now)) ended.add(recordKey);
    }
  }
}
