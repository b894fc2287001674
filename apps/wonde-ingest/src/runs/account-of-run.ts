import type { AddOnAccount, Basis, Kind, KindRead } from '@gatehouse/schemas';
import { ADD_ONS, forEachAddOn, KINDS } from '@gatehouse/schemas';
import type { ReadOutcome } from '../records/read-and-send.js';
import type { RunProblem } from '../schools/school-result.js';
import type { Closings } from './closings-follower.js';

/** The accounts of a run from the closings of its ledgers: they alone say what was decided. */
export function accountsOf(basis: Basis, closings: Closings): Record<keyof Closings, AddOnAccount> {
  return forEachAddOn((addOn) => {
    const { outcome, error, counts, reasons, keptOut, holds, size, rootHash } = closings[addOn];
    const { state, missing } = basis.addOns[addOn];
    return {
      ...{ state, missing, kinds: counts, reasons, keptOut, ledger: { size, rootHash } },
      ...(holds ? { holds } : {}),
      ...(outcome === 'given-up' ? { givenUp: error ?? 'Error' } : {}),
    };
  });
}

/**
 * The kinds of which the run read every page. One that came back empty although records of it are kept is no reading; rows
 * without an id and records that fail are, for all others are as the source has them.
 */
export const kindsReadWhole = (read: Record<Kind, KindRead>, closings: Closings): Kind[] =>
  KINDS.filter(
    (kind) =>
      read[kind].state === 'read' &&
      Object.values(closings).every(({ notClosed }) => notClosed[kind] !== 'empty'),
  );

/** What is said of ledgers in which the run was given up; undefined where it was in none. */
export function givenUpProblem(closings: Closings): RunProblem | undefined {
  const ledgers = ADD_ONS.filter((addOn) => closings[addOn].outcome === 'given-up');
  if (ledgers.length === 0) return undefined;
  const named = ledgers.map((addOn) => `${addOn} (${closings[addOn].error ?? 'Error'})`).join(', ');
  const message =
    `The run was given up in the ledgers of ${named}: what failed there fails for good. What came in earlier stays, less ` +
    'whoever is restricted since. The log of the service says more; the next run tries it again.';
  return { code: 'RUN_GIVEN_UP', message };
}

/**
 * Why a run is partial: ledgers in which it was given up, kinds that could not be read, records that failed, kinds that
 * came back empty. And what was read without something: that alone makes no run partial.
 */
export function problemsOf(
  { kinds: read, leftOut, unusableRows }: Pick<ReadOutcome, 'kinds' | 'leftOut' | 'unusableRows'>,
  closings: Closings,
): RunProblem[] {
  const problems = new Map<string, RunProblem>();
  const givenUp = givenUpProblem(closings);
  if (givenUp) problems.set(givenUp.code, givenUp);
  for (const [kind, sent] of Object.entries(read)) {
    if (sent.state === 'unreadable') {
      problems.set(kind, { code: 'KIND_UNREADABLE', message: `${kind}: ${sent.message}` });
    }
  }
  for (const { notClosed } of Object.values(closings)) {
    for (const [kind, why] of Object.entries(notClosed)) {
      if (why && why !== 'unreadable') problems.set(`${kind} ${why}`, NOT_CLOSED[why](kind));
    }
  }
  for (const [kind, message] of Object.entries(unusableRows)) {
    problems.set(`${kind} over limit`, { code: 'ROWS_OVER_LIMIT', message: `${kind}: ${message}` });
  }
  for (const [kind, includes] of Object.entries(leftOut)) {
    problems.set(`${kind} left out`, includeLeftOut(kind, includes));
  }
  return [...problems.values()];
}

const INCLUDE_LEFT_OUT = 'INCLUDE_LEFT_OUT';

/** Whether a problem only says without what a kind was read. */
export const isAboutIncludes = (code: string): boolean => code === INCLUDE_LEFT_OUT;

const includeLeftOut = (kind: string, includes: readonly string[]): RunProblem => ({
  code: INCLUDE_LEFT_OUT,
  message:
    `${kind}: Wonde refused ${includes.join(', ')}, so it was read without: its records lack these fields, as if the MIS ` +
    'had no values for them. If the MIS has them, ask Wonde.',
});

/**
 * How the run ended: what was left out is how this MIS is; that a kind came back empty is a question to a person as soon as
 * anything of the run waits.
 */
export function outcomeOf(
  problems: readonly RunProblem[],
  closings: Closings,
): 'completed' | 'partial' | 'held' {
  const holds = Object.values(closings).flatMap(({ holds: ofLedger }) => Object.values(ofLedger ?? {}));
  const isHeld = holds.some(({ moot }) => !moot);
  const wrong = problems.filter(({ code }) => !isAboutIncludes(code));
  if (wrong.some(({ code }) => code !== 'KIND_EMPTY' || !isHeld)) return 'partial';
  return isHeld ? 'held' : 'completed';
}

const NOT_CLOSED = {
  'unidentified-records': (kind: string) => ({
    code: 'RECORDS_UNIDENTIFIED',
    message: `${kind}: some rows have no readable id. They count as failed, and nothing of the kind was withdrawn.`,
  }),
  'failed-records': (kind: string) => ({
    code: 'RECORDS_FAILED',
    message: `${kind}: some records could not be processed. What was last decided about them stands.`,
  }),
  empty: (kind: string) => ({
    code: 'KIND_EMPTY',
    message: `${kind}: the source delivered none although some are kept. Nothing of the kind was withdrawn.`,
  }),
};
