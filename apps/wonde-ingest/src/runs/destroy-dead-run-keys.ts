import type { EventStore } from '@gatehouse/event-store';
import { startOfRun } from '@gatehouse/service';
import type { KeyRing } from '@gatehouse/privacy';
import { parseRunKeyId, RUN_KEYS } from '@gatehouse/privacy';

/**
 * From this age on a run's key is destroyed, whatever became of the run. Looked for every hour, so that no key lives
 * longer than 24 hours (design section 1, step 3); a run itself may take half an hour.
 */
const LONGEST_LIFE_MS = 23 * 60 * 60 * 1000;

/**
 * Destroys run keys that a crash left behind: of any run that is too old, and of runs that an instance started before
 * it was restarted. What lies sealed on the topics can then be opened by nobody. Of a run whose beginning cannot be read nobody
 * knows how old it is, and it can never end: its key is destroyed, too.
 *
 * @param restarted the instance that starts just now; while it works, its runs may be alive: then leave it out.
 */
export async function destroyDeadRunKeys(
  store: EventStore,
  keyRing: KeyRing,
  now: Date,
  restarted?: string,
): Promise<void> {
  for await (const ids of keyRing.active(RUN_KEYS)) {
    const dead: string[] = [];
    for (const id of ids) {
      const named = parseRunKeyId(id);
      const started = named && (await startOfRun(store, named));
      const { instance } = started?.data ?? {};
      const age = now.getTime() - Date.parse(String(started?.metadata['recordedAt']));
      const isAlive = typeof instance === 'string' && instance !== restarted && age <= LONGEST_LIFE_MS;
      if (!isAlive) dead.push(id);
    }
    await keyRing.destroy(dead);
  }
}
