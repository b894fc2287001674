import { syncStream } from '@gatehouse/contracts';
import type { Terminal } from '../terminal/terminal.port.js';
import type { Data } from './data.port.js';

/** Whether a run of the school was ever recorded here; if not, says so: the id may be mistyped. */
export async function isKnownSchool(data: Data, schoolId: string, terminal: Terminal): Promise<boolean> {
  const last = await (await data.eventStore())?.readLast(syncStream(schoolId));
  if (last) return true;
  terminal.note(
    `Note: ${data.name} has never seen school ${schoolId}. "gatehouse schools" lists the ones it knows.`,
  );
  return false;
}
