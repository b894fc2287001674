import type { AddOnAccount, Basis, DroppedFields, RunName } from '@gatehouse/schemas';
import { TOPICS } from '@gatehouse/schemas';
import type { ServiceHost } from '@gatehouse/service';
import { keysDisagreement, newestRuns, rememberNewestRun, wordsOfKeys } from '@gatehouse/service';
import type { SuspensionLimits } from '@gatehouse/policy';
import type { KeyRing } from '@gatehouse/privacy';
import { parseRunKeyId, Pseudonyms, runKeyId, runKeyPrefix } from '@gatehouse/privacy';
import type { WondeClient, WondeSchool } from '@gatehouse/wonde';
import { readAndSend } from '../records/read-and-send.js';
import { RegisterWriter } from '../restrictions/register-writer.js';
import type { RestrictionsResult } from '../restrictions/restrictions-result.js';
import { restrictionsResult } from '../restrictions/restrictions-result.js';
import { RunReading } from '../restrictions/run-reading.js';
import type { RunProblem } from '../schools/school-result.js';
import { accountsOf, givenUpProblem, kindsReadWhole, outcomeOf, problemsOf } from './account-of-run.js';
import type { SyncEvent } from './append-sync-event.js';
import { appendSyncEvent, SyncStreamMoved } from './append-sync-event.js';
import type { ClosingsFollower } from './closings-follower.js';
import type { SyncHistory } from './sync-history.js';
import { problemOfError } from './run-problems.js';
import { isRunByAnother, readSyncHistory } from './sync-history.js';

export interface RunTools {
  host: ServiceHost;
  client: WondeClient;
  keyRing: KeyRing;
  follower: ClosingsFollower;
  /** How long a run may take before it counts as failed, in milliseconds. */
  runDeadlineMs: number;
  /** After how long a school, or a kind, is not served any more; as whoever serves has it. */
  limits: SuspensionLimits;
}

/** What a run is decided on, and what the permission list said then. */
export interface RunPlan {
  basis: Basis;
  permissions: string;
}

export type RunResult =
  | {
      outcome: 'completed' | 'partial' | 'held';
      run: number;
      addOns: Record<string, AddOnAccount>;
      problems: RunProblem[];
      restrictions: RestrictionsResult;
      /** Undefined where no field was. */
      dropped: DroppedFields | undefined;
      /** Another run is due at once: for whom this one released, or since permissions changed while it read. */
      again: 'released' | 'permissions-changed' | undefined;
    }
  | { outcome: 'incomplete'; run: number };

/** A run that ended without closing its ledgers. */
export class RunFailed extends Error {
  constructor(
    readonly run: number,
    readonly problem: RunProblem,
  ) {
    super(problem.message);
    this.name = 'RunFailed';
  }
}

/**
 * One run of a school, from `SyncRunStarted` to `SyncRunCompleted` or `SyncRunFailed` (design section 1).
 *
 * @returns `incomplete` when a writer did not see all that was sent: another run must follow.
 * @throws SyncStreamMoved when another process is synchronising the school; RunFailed when the run failed.
 */
export async function runSchool(
  tools: RunTools,
  school: WondeSchool,
  history: SyncHistory,
  plan: RunPlan,
  stop: AbortSignal,
): Promise<RunResult> {
  const { basis } = plan;
  const { host, keyRing } = tools;
  const { eventStore } = host.engines;
  const started = host.now();
  if (isRunByAnother(history, host.instance, started)) throw new SyncStreamMoved(school.id);
  const deadline = new Date(started.getTime() + tools.runDeadlineMs).toISOString();
  const disagreement = await disagreementOf(tools, school.id);
  const data = { instance: host.instance, deadline, basis, ...(disagreement && { disagreement }) };
  const opening: SyncEvent = { type: 'SyncRunStarted', data };
  const { revision: run, id: runId } = await appendSyncEvent(
    eventStore,
    school.id,
    history.revision,
    opening,
    started,
  );
  const named = { schoolId: school.id, run, runId };
  const signal = AbortSignal.any([stop, AbortSignal.timeout(tools.runDeadlineMs)]);
  try {
    await destroySuperseded(keyRing, named);
    return await readAndClose(tools, school, history, plan, named, deadline, signal);
  } catch (error) {
    if (error instanceof SyncStreamMoved || error instanceof RunFailed) throw error;
    const problem = problemOfError(host.logger, school.id, stop, error);
    await appendFailure(tools, school.id, run, problem);
    throw new RunFailed(run, problem);
  } finally {
    await keyRing.destroy([runKeyId(named)]);
  }
}

/**
 * Whether the key store belongs to the event store. The run's own beginning says so, since the key store remembers this run
 * from then on: whoever projects it holds the school back, also when started later (ADR 0030).
 */
async function disagreementOf({ host, keyRing }: RunTools, schoolId: string) {
  const newest = (await newestRuns(keyRing, schoolId)).get(schoolId);
  const found = await keysDisagreement(host.engines.eventStore, newest);
  if (found) {
    const fields = { service: 'wonde-ingest', schoolId, error: 'STORES_DISAGREE', disagreement: found };
    host.logger.error(fields, wordsOfKeys(found, schoolId));
  }
  return found;
}

/**
 * Keys of runs that this one supersedes: their messages can then be opened by nobody. Never those of a newer run. A run of
 * the same number and another id is of a past that the event store has lost.
 */
async function destroySuperseded(keyRing: KeyRing, own: RunName): Promise<void> {
  const ownId = runKeyId(own);
  const isOver = (id: string) => id !== ownId && (parseRunKeyId(id)?.run ?? -1) <= own.run;
  for await (const ids of keyRing.active(runKeyPrefix(own.schoolId))) {
    await keyRing.destroy(ids.filter(isOver));
  }
}

/**
 * The history of a school whose open run is still this one. Asked also when the run has just got its key: a newer run
 * either finds that key and destroys it, or is seen here.
 *
 * @throws SyncStreamMoved when the run was superseded while this process was held up.
 */
async function assertStillOpen({ host }: RunTools, schoolId: string, run: number): Promise<SyncHistory> {
  const history = await readSyncHistory(host.engines.eventStore, schoolId);
  if (history.openRun?.run !== run) throw new SyncStreamMoved(schoolId);
  return history;
}

async function readAndClose(
  tools: RunTools,
  school: WondeSchool,
  history: SyncHistory,
  plan: RunPlan,
  named: Required<RunName>,
  deadline: string,
  signal: AbortSignal,
): Promise<RunResult> {
  const { basis } = plan;
  const { host, keyRing, follower, client } = tools;
  const { bus, masterKey } = host.engines;
  const { schoolId, run, runId } = named;
  const [key] = await keyRing.ensure([runKeyId(named)]);
  if (key?.state !== 'active') throw new Error(`The key of run ${run} was destroyed before the run began.`);
  await assertStillOpen(tools, schoolId, run);
  await rememberNewestRun({ eventStore: host.engines.eventStore, keyRing }, named);
  const writer = await openRegister(tools, schoolId, run, history);
  const closing = follower.closingsOf(schoolId, run, signal);
  // Awaited below; if reading fails first, its rejection must not count as unhandled.
  closing.catch(() => undefined);
  const opened = { type: 'run-opened', schoolId, run, runId, deadline, basis, fences: history.unfinished };
  await bus.publish(TOPICS.records, [{ key: schoolId, value: opened }]);
  host.observer.onPhase?.({ id: schoolId, name: school.name ?? schoolId }, 'reading');
  const pseudonyms = new Pseudonyms(masterKey, schoolId);
  const reading = new RunReading(writer, { run, day: host.now().toISOString().slice(0, 10) });
  const read = await readAndSend(
    { client, school, ...plan, pseudonyms, signal, reading },
    {
      bus,
      schoolId,
      run,
      runId,
      runKey: key.key,
      onSent: (count) => host.observer.onSent?.(schoolId, count),
    },
  );
  signal.throwIfAborted();
  await bus.publish(TOPICS.records, [
    { key: schoolId, value: { type: 'run-closed', schoolId, run, runId, kinds: read.kinds } },
  ]);
  const { dropped, permissionsChanged } = read;
  if (dropped) {
    const fields = { ...dropped.byName, ...(dropped.others > 0 ? { others: dropped.others } : {}) };
    host.logger.info({ schoolId, run, fields }, 'Fields that cannot be read were dropped.');
  }
  host.observer.onPhase?.({ id: schoolId, name: school.name ?? schoolId }, 'deciding');
  const closings = await closing;
  const outcomes = new Set(Object.values(closings).map(({ outcome: ofLedger }) => ofLedger));
  const givenUp = givenUpProblem(closings);
  // Not begun again at once: it fails for good. Ledgers that closed do not fail with the others.
  if (givenUp && (outcomes.has('incomplete') || !outcomes.has('closed'))) {
    await appendFailure(tools, schoolId, run, givenUp);
    throw new RunFailed(run, givenUp);
  }
  if (outcomes.has('incomplete')) {
    const message = 'A writer was restarted during the run; another run follows.';
    await appendFailure(tools, schoolId, run, { code: 'RUN_INCOMPLETE', message });
    return { outcome: 'incomplete', run };
  }
  const problems = problemsOf(read, closings);
  const outcome = outcomeOf(problems, closings);
  const addOns = accountsOf(basis, closings);
  const data = {
    run,
    outcome,
    addOns,
    read: kindsReadWhole(read.kinds, closings),
    ...(dropped && { dropped }),
  };
  await appendEnd(tools, schoolId, run, { type: 'SyncRunCompleted', data });
  const restrictions = await restrictionsResult(writer.school);
  const again = permissionsChanged ? 'permissions-changed' : reading.hasReleased ? 'released' : undefined;
  return { outcome, run, addOns, problems, restrictions, dropped, again };
}

/** The school's register, seeded, and fenced off from what a run that never completed may still write. */
async function openRegister(
  tools: RunTools,
  schoolId: string,
  run: number,
  history: SyncHistory,
): Promise<RegisterWriter> {
  const { host } = tools;
  const writer = new RegisterWriter({
    eventStore: host.engines.eventStore,
    schoolId,
    run,
    now: () => host.now(),
    assertOpen: async () => void (await assertStillOpen(tools, schoolId, run)),
  });
  await writer.seed();
  if (history.unfinished !== null) await writer.fence(run);
  return writer;
}

function appendFailure(tools: RunTools, schoolId: string, run: number, problem: RunProblem): Promise<void> {
  return appendEnd(tools, schoolId, run, { type: 'SyncRunFailed', data: { run, ...problem } });
}

/** Ends the run. @throws SyncStreamMoved when a newer one has begun: then it is no longer this one's to end. */
async function appendEnd(tools: RunTools, schoolId: string, run: number, end: SyncEvent): Promise<void> {
  const { revision } = await assertStillOpen(tools, schoolId, run);
  const { host } = tools;
  await appendSyncEvent(host.engines.eventStore, schoolId, revision, end, host.now());
}
