import type { Engines } from '@gatehouse/service';
import { comparable } from './comparable.js';
import { readDocuments } from './read-documents.js';
import { readLedgers } from './read-ledgers.js';

/** What design section 8 compares, of each school, read from any engines. */
export async function comparableSchools(engines: Engines, schools: readonly string[]) {
  const found: { [schoolId: string]: ReturnType<typeof comparable> } = {};
  for (const id of schools) {
    found[id] = comparable(await readLedgers(engines, id), await readDocuments(engines.readModels, id));
  }
  return found;
}
