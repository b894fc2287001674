import type { Basis } from '@gatehouse/schemas';
import type { WondeSchool } from '@gatehouse/wonde';
import type { SyncEvent } from '../runs/append-sync-event.js';
import { appendSyncEvent, SyncStreamMoved } from '../runs/append-sync-event.js';
import type { RunTools } from '../runs/run-school.js';
import { RunFailed } from '../runs/run-school.js';
import { runId, runUntilComplete } from '../runs/run-until-complete.js';
import { STOPPED, unexpectedProblem } from '../runs/run-problems.js';
import type { SyncHistory } from '../runs/sync-history.js';
import { isPendingIn, readSyncHistory } from '../runs/sync-history.js';
import type { ListedSchool } from './list-schools.js';
import { isListedAsApproved } from './list-schools.js';
import { recordListing, recordOverdue } from './record-standing.js';
import type { ResultOfRun, RunProblem, SchoolResult } from './school-result.js';
import { standingOf } from './standing-of.js';
import { tellOverdue } from './tell-overdue.js';

/**
 * Synchronises one school: asks how it stands, runs, and gives what became of it. Trouble of the school is a result,
 * and so is an engine that does not answer.
 *
 * @param request the revision of the request that is to be honoured, where one is.
 * @returns undefined when the request is open no longer: nothing was tried.
 */
export async function syncSchool(
  tools: RunTools,
  listed: ListedSchool,
  stop: AbortSignal,
  request?: number,
): Promise<SchoolResult | undefined> {
  const { host } = tools;
  const { id, name } = listed.school;
  const began = host.now().getTime();
  try {
    return await syncListed(tools, listed, stop, request);
  } catch (error) {
    const problem = unexpectedProblem(host.logger, id, error);
    const durationMs = host.now().getTime() - began;
    return { schoolId: id, name: name ?? id, durationMs, ...failedWith(problem) };
  }
}

async function syncListed(
  tools: RunTools,
  listed: ListedSchool,
  stop: AbortSignal,
  request: number | undefined,
): Promise<SchoolResult | undefined> {
  const { host } = tools;
  const { school } = listed;
  const began = host.now().getTime();
  const before = await readSyncHistory(host.engines.eventStore, school.id);
  if (request !== undefined && !isPendingIn(before, request)) return undefined;
  const history = await recordOverdue(tools, school.id, before);
  const name = school.name ?? history.name ?? school.id;
  host.observer.onPhase?.({ id: school.id, name }, 'asking');
  const result = await resultOf(tools, listed, { ...school, name }, history, stop, request);
  host.observer.onPhase?.({ id: school.id, name }, 'done');
  // A run that completed as a whole has read every kind that it was to read.
  const isTold = result.outcome !== 'completed';
  const problems = [...result.problems, ...(isTold ? await overdueProblems(tools, listed, result) : [])];
  return { schoolId: school.id, name, durationMs: host.now().getTime() - began, ...result, problems };
}

async function resultOf(
  tools: RunTools,
  listed: ListedSchool,
  school: WondeSchool & { name: string },
  history: SyncHistory,
  stop: AbortSignal,
  request: number | undefined,
): Promise<ResultOfRun> {
  const first = await runOnce(tools, listed, school, history, stop, request);
  if (first.again === undefined) return resultIn(first);
  // Once: whom this run released comes in with the next; what was read under changing permissions is read again.
  const since = await readSyncHistory(tools.host.engines.eventStore, school.id);
  return resultIn(await runOnce(tools, listed, school, since, stop));
}

type Run = ResultOfRun & { again?: 'released' | 'permissions-changed' | undefined };

const resultIn = ({ again: _, ...result }: Run): ResultOfRun => result;

async function runOnce(
  tools: RunTools,
  listed: ListedSchool,
  school: WondeSchool & { name: string },
  history: SyncHistory,
  stop: AbortSignal,
  request?: number,
): Promise<Run> {
  if (stop.aborted) return failedWith(STOPPED);
  const standing = await standingOf(tools, listed, history, stop);
  if ('problem' in standing) {
    const { outcome, problem } = standing;
    await recordListing(tools, listed, history);
    return {
      runId: null,
      outcome,
      addOns: outcome === 'skipped' ? unchanged(history) : {},
      problems: [problem],
    };
  }
  if (stop.aborted) return failedWith(STOPPED);
  try {
    await connect(tools, school, history, standing.basis);
    return await runUntilComplete(tools, school, standing, stop, request);
  } catch (error) {
    if (error instanceof RunFailed) {
      return { ...failedWith(error.problem), runId: runId(school, error.run) };
    }
    if (error instanceof SyncStreamMoved) {
      return failedWith({ code: error.code, message: error.message });
    }
    throw error;
  }
}

/** Records that the school approved the app, or withdrew it, when that is new. */
async function connect(
  tools: RunTools,
  { id, name }: { id: string; name: string },
  history: SyncHistory,
  basis: Basis,
) {
  const { eventStore } = tools.host.engines;
  const event: SyncEvent | undefined =
    basis.access === 'revoked'
      ? history.isRevoked
        ? undefined
        : { type: 'AccessRevoked', data: { schoolId: id } }
      : history.isRevoked || history.name !== name
        ? { type: 'SchoolConnected', data: { schoolId: id, name } }
        : undefined;
  if (event) await appendSyncEvent(eventStore, id, history.revision, event, tools.host.now());
}

/** What the operator must know of when serving ends, or has ended; from the school's events after what was done. */
async function overdueProblems(
  { host, limits }: RunTools,
  listed: ListedSchool,
  { problems }: ResultOfRun,
): Promise<RunProblem[]> {
  const history = await readSyncHistory(host.engines.eventStore, listed.school.id);
  const told = tellOverdue(history, isListedAsApproved(listed), host.now(), limits);
  return told.filter(({ code }) => problems.every((problem) => problem.code !== code));
}

/** What a school holds that was not synchronised this time: nothing seen, everything that was present still present. */
function unchanged({ lastAddOns }: SyncHistory): ResultOfRun['addOns'] {
  return Object.fromEntries(
    Object.entries(lastAddOns).map(([addOn, account]) => {
      const kinds = Object.fromEntries(
        Object.entries(account.kinds).map(([kind, { present }]) => {
          const none = { seen: 0, imported: 0, excluded: 0, unchanged: 0, withdrawn: 0, held: 0, failed: 0 };
          return [kind, { ...none, present }];
        }),
      );
      return [addOn, { ...account, kinds, reasons: {} }];
    }),
  );
}

const failedWith = (problem: RunProblem): ResultOfRun => ({
  runId: null,
  outcome: 'failed',
  addOns: {},
  problems: [problem],
});
