import type { WondeSchool } from '@gatehouse/wonde';
import type { ResultOfRun } from '../schools/school-result.js';
import type { RunPlan, RunTools } from './run-school.js';
import { SyncStreamMoved } from './append-sync-event.js';
import { runSchool } from './run-school.js';
import { isPendingIn, readSyncHistory } from './sync-history.js';

/** A run is repeated when a writer was restarted in it; more often than this, something else is wrong. */
const MOST_RUNS = 3;

/**
 * Runs until a run was seen whole by every writer, a few times at most.
 *
 * @param request the revision of the request that is to be honoured, where one is: another process may be faster.
 * @throws what `runSchool` throws; SyncStreamMoved also when a run was started for the request already.
 */
export async function runUntilComplete(
  tools: RunTools,
  school: WondeSchool,
  plan: RunPlan,
  stop: AbortSignal,
  request?: number,
): Promise<ResultOfRun & { again?: 'released' | 'permissions-changed' | undefined }> {
  const { basis } = plan;
  let last = -1;
  for (let attempt = 1; attempt <= MOST_RUNS; attempt += 1) {
    const history = await readSyncHistory(tools.host.engines.eventStore, school.id);
    const isHonoured = request !== undefined && !isPendingIn(history, request);
    if (attempt === 1 && isHonoured) throw new SyncStreamMoved(school.id);
    const result = await runSchool(tools, school, history, plan, stop);
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
    const { addOns, restrictions, dropped, again } = result;
    const told = { addOns, problems, restrictions, ...(dropped && { dropped }) };
    return { runId: runId(school, result.run), outcome, ...told, again };
  }
  const message = `${MOST_RUNS} runs one after the other were interrupted by restarts of a service. Look at its log.`;
  return {
    runId: runId(school, last),
    outcome: 'failed',
    addOns: {},
    problems: [{ code: 'RUN_INCOMPLETE', message }],
  };
}

/** The name of a run in results. */
export const runId = ({ id }: { id: string }, run: number) => `${id}-${run}`;
