import { syncStream } from '@gatehouse/contracts';
import { orDamaged } from '@gatehouse/event-store';
import type { Terminal } from '../terminal/terminal.port.js';
import { UsageError } from '../usage-error.js';
import type { Data } from './data.port.js';

/** Whether a run of the school was ever recorded here; if not, says so: the id may be mistyped. */
export async function isKnownSchool(data: Data, schoolId: string, terminal: Terminal): Promise<boolean> {
  if (await isSeen(data, schoolId)) return true;
  terminal.note(
    `Note: ${data.name} has never seen school ${schoolId}. "gatehouse schools" lists the ones it knows.`,
  );
  return false;
}

/**
 * For what cannot be taken back: a run asked for of a school that is not there would be tried for ever.
 *
 * @throws UsageError when no run of the school was ever recorded here.
 */
export async function requireKnownSchool(data: Data, schoolId: string): Promise<void> {
  if (await isSeen(data, schoolId)) return;
  throw new UsageError(
    `${data.name} has never seen this school, so no run was asked for. "gatehouse schools" lists the ones it knows. A ` +
      'school that approved the app only now comes with the next synchronisation of all, which wonde-ingest (or "npm ' +
      'start") also makes when it is started.',
  );
}

/** Whether a run of the school was ever recorded here, be it that what stands last cannot be read. */
async function isSeen(data: Data, schoolId: string): Promise<boolean> {
  const store = await data.eventStore();
  return store !== undefined && (await orDamaged(store.readLast(syncStream(schoolId)))) !== undefined;
}
