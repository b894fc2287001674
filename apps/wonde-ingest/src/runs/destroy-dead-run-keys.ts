import { syncStream } from '@gatehouse/contracts';
import type { EventStore, RecordedEvent } from '@gatehouse/event-store';
import type { KeyRing } from '@gatehouse/privacy';

/** The longest that a run's key may live, whatever became of the run (design section 1, step 3). */
const LONGEST_LIFE_MS = 24 * 60 * 60 * 1000;

/**
 * Destroys run keys that a crash left behind: of runs that this instance started before it was restarted, and of any
 * run older than a day. What lies sealed on the topics can then be opened by nobody.
 */
export async function destroyDeadRunKeys(store: EventStore, keyRing: KeyRing, instance: string, now: Date) {
  for await (const ids of keyRing.active('run/')) {
    const dead: string[] = [];
    for (const id of ids) {
      const started = await startOf(store, id);
      const age = started ? now.getTime() - Date.parse(String(started.metadata['recordedAt'])) : Infinity;
      if (age > LONGEST_LIFE_MS || started?.data['instance'] === instance) dead.push(id);
    }
    await keyRing.destroy(dead);
  }
}

async function startOf(store: EventStore, id: string): Promise<RecordedEvent | undefined> {
  const [, schoolId, run] = /^run\/(.+)\/(\d+)$/.exec(id) ?? [];
  if (schoolId === undefined) return undefined;
  for await (const [event] of store.read(syncStream(schoolId), { from: Number(run) })) return event;
  return undefined;
}
