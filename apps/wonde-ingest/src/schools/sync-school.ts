import type { Basis } from '@gatehouse/contracts';
import type { WondeSchool } from '@gatehouse/wonde';
import type { SyncEvent } from '../runs/append-sync-event.js';
import { appendSyncEvent, SyncStreamMoved } from '../runs/append-sync-event.js';
import { basisOf, basisOfRevoked, readSettings } from '../runs/run-basis.js';
import type { RunTools } from '../runs/run-school.js';
import { RunFailed, runSchool } from '../runs/run-school.js';
import { STOPPED, unexpectedProblem } from '../runs/run-problems.js';
import type { SyncHistory } from '../runs/sync-history.js';
import { readSyncHistory } from '../runs/sync-history.js';
import type { ListedSchool } from './list-schools.js';
import { problemOf } from './refusal-problem.js';
import type { RunProblem, SchoolResult } from './school-result.js';

/** A run is repeated when a writer was restarted in it; more often than this, something else is wrong. */
const MOST_RUNS = 3;

type Standing = { basis: Basis } | { problem: RunProblem; outcome: 'failed' | 'skipped' };
type Result = Omit<SchoolResult, 'schoolId' | 'name' | 'durationMs'>;

/** Synchronises one school: asks how it stands, runs, and gives what became of it. Trouble of the school is a result. */
export async function syncSchool(
  tools: RunTools,
  listed: ListedSchool,
  stop: AbortSignal,
): Promise<SchoolResult> {
  const { host } = tools;
  const { id, name } = listed.school;
  const began = host.now().getTime();
  try {
    return await syncListed(tools, listed, stop);
  } catch (error) {
    const problem = unexpectedProblem(host.logger, id, error);
    const durationMs = host.now().getTime() - began;
    return {
      schoolId: id,
      name: name ?? id,
      durationMs,
      runId: null,
      outcome: 'failed',
      addOns: {},
      problems: [problem],
    };
  }
}

async function syncListed(tools: RunTools, listed: ListedSchool, stop: AbortSignal): Promise<SchoolResult> {
  const { host } = tools;
  const { school } = listed;
  const began = host.now().getTime();
  const history = await readSyncHistory(host.engines.eventStore, school.id);
  const name = school.name ?? history.name ?? school.id;
  host.observer.onPhase?.({ id: school.id, name }, 'asking');
  const result = await resultOf(tools, listed, { ...school, name }, history, stop);
  host.observer.onPhase?.({ id: school.id, name }, 'done');
  return { schoolId: school.id, name, durationMs: host.now().getTime() - began, ...result };
}

async function resultOf(
  tools: RunTools,
  listed: ListedSchool,
  school: WondeSchool & { name: string },
  history: SyncHistory,
  stop: AbortSignal,
): Promise<Result> {
  if (stop.aborted) return { runId: null, outcome: 'failed', addOns: {}, problems: [STOPPED] };
  const standing = await standingOf(tools, listed, history, stop);
  if ('problem' in standing) {
    const { outcome, problem } = standing;
    return {
      runId: null,
      outcome,
      addOns: outcome === 'skipped' ? unchanged(history) : {},
      problems: [problem],
    };
  }
  if (stop.aborted) return { runId: null, outcome: 'failed', addOns: {}, problems: [STOPPED] };
  try {
    await connect(tools, school, history, standing.basis);
    return await runUntilComplete(tools, school, standing.basis, stop);
  } catch (error) {
    if (error instanceof RunFailed) {
      return { runId: runId(school, error.run), outcome: 'failed', addOns: {}, problems: [error.problem] };
    }
    if (error instanceof SyncStreamMoved) {
      const problem = { code: error.code, message: error.message };
      return { runId: null, outcome: 'failed', addOns: {}, problems: [problem] };
    }
    throw error;
  }
}

/** Whether the school can be synchronised now, and on what basis (wonde-api section 3: gate on audited and online). */
async function standingOf(
  tools: RunTools,
  { school, state }: ListedSchool,
  history: SyncHistory,
  stop: AbortSignal,
): Promise<Standing> {
  const { eventStore } = tools.host.engines;
  const { settings, revision } = await readSettings(eventStore, school.id);
  if (state === 'revoked') return { basis: basisOfRevoked(settings.purchased, revision) };
  if (state === 'unlisted') return skipped('in no list that Wonde delivers', history);
  if (state !== 'approved') return skipped(state, history);
  const meta = await tools.client.readMeta(school.id, stop);
  if (!meta.ok) return { outcome: 'failed', problem: problemOf(meta.refusal) };
  if (!meta.value.approved) return skipped('not approved', history);
  if (!meta.value.audited) return skipped('not audited by Wonde yet', history);
  if (!meta.value.online) return skipped('offline: the link to its MIS is down', history);
  const permissions = await tools.client.readPermissions(school.id, stop);
  if (!permissions.ok) return { outcome: 'failed', problem: problemOf(permissions.refusal) };
  if (permissions.leftOut > 0) {
    // What a row says that cannot be read, nobody knows: taken as not approved, it would withdraw what it covers.
    const message =
      `${permissions.leftOut} rows of the permission list cannot be read. ` +
      'Nothing was changed; ask Wonde to check the app.';
    return { outcome: 'failed', problem: { code: 'PERMISSIONS_UNREADABLE', message } };
  }
  if (permissions.value.length === 0) {
    const message =
      'Wonde delivered an empty permission list. Nothing was changed; ask Wonde to check the app.';
    return { outcome: 'failed', problem: { code: 'PERMISSIONS_EMPTY', message } };
  }
  return { basis: basisOf(permissions.value, settings, revision) };
}

function skipped(state: string, history: SyncHistory): Standing {
  const kept = history.revision >= 0 ? ' What came in earlier stays as it is.' : '';
  return {
    outcome: 'skipped',
    problem: { code: 'SCHOOL_NOT_READY', message: `In Wonde the school is ${state}.${kept}` },
  };
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

async function runUntilComplete(
  tools: RunTools,
  school: WondeSchool,
  basis: Basis,
  stop: AbortSignal,
): Promise<Result> {
  let last = -1;
  for (let attempt = 1; attempt <= MOST_RUNS; attempt += 1) {
    const history = await readSyncHistory(tools.host.engines.eventStore, school.id);
    const result = await runSchool(tools, school, history, basis, stop);
    last = result.run;
    if (result.outcome === 'incomplete') continue;
    const outcome = basis.access === 'revoked' ? 'skipped' : result.outcome;
    const problems =
      basis.access === 'revoked'
        ? [
            {
              code: 'ACCESS_REVOKED',
              message: "The school withdrew the app's access in Wonde; its records were withdrawn.",
            },
          ]
        : result.problems;
    return { runId: runId(school, result.run), outcome, addOns: result.addOns, problems };
  }
  const message = `${MOST_RUNS} runs one after the other were interrupted by restarts of a service. Look at its log.`;
  return {
    runId: runId(school, last),
    outcome: 'failed',
    addOns: {},
    problems: [{ code: 'RUN_INCOMPLETE', message }],
  };
}

/** What a school holds that was not synchronised this time: nothing seen, everything that was present still present. */
function unchanged({ lastAddOns }: SyncHistory): Result['addOns'] {
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

const runId = ({ id }: { id: string }, run: number) => `${id}-${run}`;
