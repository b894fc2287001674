import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The path of a data file that does not exist yet, in a new temporary folder of its own. */
export function newDataFile(name = 'data.db'): string {
  return join(mkdtempSync(join(tmpdir(), 'gatehouse-')), name);
}
