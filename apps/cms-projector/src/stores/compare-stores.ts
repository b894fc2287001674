import type { RunName } from '@gatehouse/contracts';
import { ADD_ONS, ledgerStream, SyncRunCompleted, syncStream } from '@gatehouse/contracts';
import type { EventStore } from '@gatehouse/event-store';
import { EventDamaged } from '@gatehouse/event-store';
import type { KeyRing } from '@gatehouse/privacy';
import { NEWEST_RUN_KEYS, newestRunKeyPrefix, parseRunKeyId } from '@gatehouse/privacy';
import type { Tip, Tips } from './tips.js';

/**
 * Which stores do not belong together for a school. `read-models-ahead`: what they hold was projected from events that the
 * event store does not have. `recovery-unfinished`: a recovery was interrupted. `keys-ahead`: the key store knows a run that
 * the event store does not have. `keys-behind`: it knows none as new as one that has completed.
 */
export type Disagreement = 'read-models-ahead' | 'recovery-unfinished' | 'keys-ahead' | 'keys-behind';

/** Whether the documents themselves may be of another past: until they are made anew nothing of the school is projected. */
export const isOfAnotherPast = (disagreement: Disagreement): boolean =>
  disagreement === 'read-models-ahead' || disagreement === 'recovery-unfinished';

/**
 * Holds the stores against each other for one school, by the events that they name (ADR 0030). Reads a few events, however
 * many there are.
 *
 * @param newest the newest run that the key store remembers; undefined for one that remembers none, as those of earlier
 * versions do.
 * @returns undefined where nothing speaks against it that they belong together.
 */
export async function disagreementOf(
  store: EventStore,
  schoolId: string,
  tips: Tips,
  newest: RunName | undefined,
): Promise<Disagreement | undefined> {
  if (tips.recovering) return 'recovery-unfinished';
  const sync = syncStream(schoolId);
  if (tips.run && !(await isThere(store, sync, tips.run))) return 'read-models-ahead';
  for (const addOn of ADD_ONS) {
    const tip = tips.ledgers[addOn];
    if (tip && !(await isThere(store, ledgerStream(schoolId, addOn), tip))) return 'read-models-ahead';
  }
  if (!newest?.runId) return undefined;
  const { run, runId } = newest;
  if (!(await isThere(store, sync, { revision: run, id: runId }))) return 'keys-ahead';
  return (await hasCompletedAfter(store, sync, run)) ? 'keys-behind' : undefined;
}

/** The newest run of each school that the key store remembers. */
export async function newestRuns(keyRing: KeyRing, schoolId?: string): Promise<Map<string, RunName>> {
  const newest = new Map<string, RunName>();
  const prefix = schoolId === undefined ? NEWEST_RUN_KEYS : newestRunKeyPrefix(schoolId);
  for await (const ids of keyRing.active(prefix)) {
    for (const named of ids.flatMap((id) => parseRunKeyId(id) ?? [])) {
      const known = newest.get(named.schoolId);
      if (!known || known.run < named.run) newest.set(named.schoolId, named);
    }
  }
  return newest;
}

async function isThere(store: EventStore, stream: string, { revision, id }: Tip): Promise<boolean> {
  try {
    for await (const [event] of store.read(stream, { from: revision, limit: 1 })) return event?.id === id;
    return false;
  } catch (error) {
    // It is there, and what is wrong with it is told when it is projected.
    if (error instanceof EventDamaged) return true;
    throw error;
  }
}

/** Runs are remembered before anything of them is published: one that has completed was. */
async function hasCompletedAfter(store: EventStore, sync: string, run: number): Promise<boolean> {
  try {
    for await (const events of store.read(sync, { from: run + 1 })) {
      if (events.some(({ type, data }) => type === SyncRunCompleted.type && Number(data['run']) > run))
        return true;
    }
  } catch (error) {
    if (!(error instanceof EventDamaged)) throw error;
  }
  return false;
}
