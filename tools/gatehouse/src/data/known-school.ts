import { syncStream } from '@gatehouse/schemas';
import { orDamaged } from '@gatehouse/event-store';
import type { Terminal } from '../terminal/terminal.port.js';
import { UsageError } from '../usage-error.js';
import type { Data } from './data.port.js';

/** @throws UsageError when no run of the school was ever recorded here: the id may be mistyped. */
export async function requireKnownSchool(data: Data, schoolId: string): Promise<void> {
  if (!(await isSeen(data, schoolId))) throw new UsageError(neverSeen(data, schoolId));
}

/** For what is decided before the first run: says that there was none, since the id may be mistyped. */
export async function noteUnknownSchool(data: Data, schoolId: string, terminal: Terminal): Promise<void> {
  if (!(await isSeen(data, schoolId))) terminal.note(`Note: ${neverSeen(data, schoolId)}`);
}

/**
 * For what cannot be taken back: a run asked for of a school that is not there would be tried for ever.
 *
 * @throws UsageError when no run of the school was ever recorded here.
 */
export async function requireSchoolToRun(data: Data, schoolId: string): Promise<void> {
  if (await isSeen(data, schoolId)) return;
  throw new UsageError(
    `${neverSeen(data, schoolId)} No run was asked for. A school that approved the app only now comes with the next ` +
      'synchronisation of all, which wonde-ingest (or "npm start") also makes when it is started.',
  );
}

const neverSeen = ({ name }: Data, schoolId: string): string =>
  `${name} has never seen school ${schoolId}. "gatehouse schools" lists the ones it knows.`;

/** Whether a run of the school was ever recorded here, be it that what stands last cannot be read. */
async function isSeen(data: Data, schoolId: string): Promise<boolean> {
  const store = await data.eventStore();
  return store !== undefined && (await orDamaged(store.readLast(syncStream(schoolId)))) !== undefined;
}
