import type { RunName } from '@gatehouse/schemas';
import { SyncRunCompleted, syncStream } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { EventDamaged, eventAt, orDamaged } from '@gatehouse/event-store';
import type { KeyRing } from '@gatehouse/privacy';
import { NEWEST_RUN_KEYS, newestRunKeyId, newestRunKeyPrefix, parseRunKeyId } from '@gatehouse/privacy';
import { startOfRun } from './run-keys.js';

/**
 * How the key store does not belong to the event store. `keys-ahead`: it knows a run that the event store does not have.
 * `keys-behind`: it knows none as new as one that has completed.
 */
export type KeysDisagreement = 'keys-ahead' | 'keys-behind';

/** The newest run of each school, or of this one, that the key store remembers. */
export async function newestRuns(
  keys: Pick<KeyRing, 'active'>,
  schoolId?: string,
): Promise<Map<string, RunName>> {
  const newest = new Map<string, RunName>();
  const prefix = schoolId === undefined ? NEWEST_RUN_KEYS : newestRunKeyPrefix(schoolId);
  for await (const ids of keys.active(prefix)) {
    for (const named of ids.flatMap((id) => parseRunKeyId(id) ?? [])) {
      const known = newest.get(named.schoolId);
      if (!known || known.run < named.run) newest.set(named.schoolId, named);
    }
  }
  return newest;
}

/**
 * Has the key store remember that this is the school's newest run, in place of whichever it remembered: by that the stores
 * are held against each other (ADR 0030), which must have been done before.
 */
export async function rememberNewestRun(
  { eventStore, keyRing }: { eventStore: EventStore; keyRing: KeyRing },
  own: Required<RunName>,
): Promise<void> {
  const ownId = newestRunKeyId(own);
  await keyRing.ensure([ownId]);
  const left: string[] = [];
  for await (const ids of keyRing.active(newestRunKeyPrefix(own.schoolId))) {
    for (const id of ids) {
      const other = parseRunKeyId(id);
      if (id === ownId || !other) continue;
      // A greater number is a newer run, if the event store knows it: this process was held up.
      const isNewer = other.run > own.run && (await startOfRun(eventStore, other));
      if (!isNewer) left.push(id);
    }
  }
  await keyRing.destroy(left);
}

/**
 * Holds the key store against the event store for one school. Reads a few events, however many there are.
 *
 * @param newest the newest run that the key store remembers; undefined for one that remembers none, as those of earlier
 * versions do.
 * @returns undefined where nothing speaks against it that they belong together.
 */
export async function keysDisagreement(
  store: EventStore,
  newest: RunName | undefined,
): Promise<KeysDisagreement | undefined> {
  if (!newest?.runId) return undefined;
  const { schoolId, run, runId } = newest;
  const stream = syncStream(schoolId);
  if (!(await hasEvent(store, stream, { revision: run, id: runId }))) return 'keys-ahead';
  return (await hasCompletedAfter(store, stream, run)) ? 'keys-behind' : undefined;
}

/** Whether this very event stands at this place of the stream; what is wrong with it is told when it is projected. */
export async function hasEvent(
  store: EventStore,
  stream: string,
  { revision, id }: { revision: number; id: string },
): Promise<boolean> {
  return (await orDamaged(eventAt(store, stream, revision)))?.id === id;
}

/** Runs are remembered before anything of them is published: one that has completed was. */
async function hasCompletedAfter(store: EventStore, stream: string, run: number): Promise<boolean> {
  try {
    for await (const events of store.read(stream, { from: run + 1 })) {
      if (events.some(({ type, data }) => type === SyncRunCompleted.type && Number(data['run']) > run))
        return true;
    }
  } catch (error) {
    if (!(error instanceof EventDamaged)) throw error;
  }
  return false;
}

/** What is said of a disagreement, and what to do. */
export function wordsOfKeys(disagreement: KeysDisagreement, schoolId: string): string {
  const until = 'Nothing of the school is served until then.';
  switch (disagreement) {
    case 'keys-ahead':
      return (
        `School ${schoolId}: the event store is behind the key store, which knows a newer run. The event store was restored from ` +
        'a backup. Restore a newer one, if there is one; else the next run that completes puts it right. What people decided ' +
        `since that backup is lost and must be said again before that. ${until}`
      );
    case 'keys-behind':
      return (
        `School ${schoolId}: the key store is behind the event store. It was restored from a backup. Restore a newer one, if ` +
        'there is one, and run "gatehouse recover"; else the next run that completes seals anew whoever is still in. ' +
        until
      );
  }
}
