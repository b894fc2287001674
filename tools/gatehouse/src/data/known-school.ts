import { syncStream } from '@gatehouse/contracts';
import type { Terminal } from '../terminal/terminal.port.js';
import type { DataFiles } from './data-files.js';

/** Whether a run of the school was ever recorded here; if not, says so: the id may be mistyped. */
export async function isKnownSchool(data: DataFiles, schoolId: string, terminal: Terminal): Promise<boolean> {
  const last = await data.eventStore()?.readLast(syncStream(schoolId));
  if (last) return true;
  terminal.note(
    `Note: ${data.directory.folder} has never seen school ${schoolId}. "gatehouse schools" lists the ones it knows.`,
  );
  return false;
}
