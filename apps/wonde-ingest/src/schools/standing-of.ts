import { permissionsSnapshot } from '@gatehouse/policy';
import { basisOf, basisOfRevoked, readSettings } from '../runs/run-basis.js';
import type { RunPlan, RunTools } from '../runs/run-school.js';
import type { SyncHistory } from '../runs/sync-history.js';
import type { ListedSchool } from './list-schools.js';
import { problemOf } from './refusal-problem.js';
import type { RunProblem } from './school-result.js';

/** Whether a school can be synchronised now: on what basis, or why not. */
export type Standing = RunPlan | { problem: RunProblem; outcome: 'failed' | 'skipped' };

/** Whether the school can be synchronised now, and on what basis (wonde-api section 3: gate on audited and online). */
export async function standingOf(
  tools: RunTools,
  { school, state, notRead = [] }: ListedSchool,
  history: SyncHistory,
  stop: AbortSignal,
): Promise<Standing> {
  const { eventStore } = tools.host.engines;
  const { settings, revision } = await readSettings(eventStore, school.id);
  if (state === 'revoked') return { basis: basisOfRevoked(settings.purchased, revision), permissions: '' };
  if (state === 'unlisted') return skipped(inNoList(notRead), history);
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
  return {
    basis: basisOf(permissions.value, settings, revision),
    permissions: permissionsSnapshot(permissions.value),
  };
}

const inNoList = (notRead: readonly string[]): string =>
  notRead.length === 0
    ? 'in no list that Wonde delivers'
    : `in none of the lists that could be read, and these could not: ${notRead.join(', ')}`;

const NEXT: { [state: string]: string | undefined } = {
  pending: ' It will be synchronised when it has approved the app.',
};

/** Under these states nothing of a school is served any more (design section 3). */
const SUSPENDING = ['declined', 'pending', 'contradictory'] as const;

/** The state, if it is one under which nothing of a school is served. */
export const suspending = (state: string): (typeof SUSPENDING)[number] | undefined =>
  SUSPENDING.find((known) => known === state);

function skipped(state: string, history: SyncHistory): Standing {
  if (history.revision >= 0 && !history.isRevoked && suspending(state)) return suspended(state);
  const kept = history.revision >= 0 ? ' What came in earlier stays as it is.' : '';
  return {
    outcome: 'skipped',
    problem: {
      code: 'SCHOOL_NOT_READY',
      message: `In Wonde the school is ${state}.${NEXT[state] ?? ''}${kept}`,
    },
  };
}

function suspended(state: string): Standing {
  const listed =
    state === 'contradictory' ? 'in lists that contradict each other, or cannot be read whole' : state;
  return {
    outcome: 'skipped',
    problem: {
      code: 'SCHOOL_SUSPENDED',
      message:
        `In Wonde the school is ${listed}. Nothing of it is served any more, and nothing is erased. ` +
        'It is served again after the next run, when it has approved the app.',
    },
  };
}
