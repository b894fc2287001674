import type { RunName } from '@gatehouse/schemas';
import { SyncRunCompleted, SyncRunFailed, SyncRunStarted, syncStream } from '@gatehouse/schemas';
import type { EventStore, RecordedEvent } from '@gatehouse/event-store';
import { eventAt, orDamaged } from '@gatehouse/event-store';
import type { KeyRing } from '@gatehouse/privacy';
import { runKeyId } from '@gatehouse/privacy';

/** Asks the key store for a run's key: undefined once the run has ended, was superseded, or never began. */
export async function runKey(keyRing: KeyRing, run: RunName): Promise<Buffer | undefined> {
  const [answer] = await keyRing.get([runKeyId(run)]);
  return answer?.state === 'active' ? answer.key : undefined;
}

/**
 * The `SyncRunStarted` of the run, marked as damaged where it cannot be read; undefined where the event store does not know
 * it: another id is another run.
 */
export async function startOfRun(
  store: EventStore,
  { schoolId, run, runId }: RunName,
): Promise<RecordedEvent | undefined> {
  const event = await orDamaged(eventAt(store, syncStream(schoolId), run));
  const isIt = event?.type === SyncRunStarted.type && (runId === undefined || event.id === runId);
  return isIt ? event : undefined;
}

/**
 * Whether the event store knows the run, and neither an end of it nor a newer one. Its key alone does not say so where a
 * store was restored from a backup: messages of a run that the event store has lost, and keys that were destroyed, are
 * there again.
 */
export async function isOpenRun(store: EventStore, { schoolId, run, runId }: RunName): Promise<boolean> {
  let isKnown = false;
  for await (const events of store.read(syncStream(schoolId), { from: run })) {
    for (const { revision, id, type, data } of events) {
      if (revision === run) isKnown = type === SyncRunStarted.type && (runId === undefined || id === runId);
      else if (type === SyncRunStarted.type) return false;
      const isEnd = type === SyncRunCompleted.type || type === SyncRunFailed.type;
      if (isEnd && data['run'] === run) return false;
    }
  }
  return isKnown;
}

/** The runs that messages belong to, each once. */
export const runsIn = (messages: readonly RunName[]): RunName[] => [
  ...new Map(
    messages.map((message) => [`${message.schoolId}/${message.run}/${message.runId}`, message]),
  ).values(),
];
