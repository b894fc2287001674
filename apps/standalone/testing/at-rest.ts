import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { openExistingDataDirectory } from '../src/data-directory/data-directory.js';
import { openEmbeddedEngines } from '../src/data-directory/embedded-engines.js';
import { comparable } from './comparable.js';
import { readDocuments } from './read-documents.js';
import { readLedgers } from './read-ledgers.js';

/** What design section 8 compares, read from a data directory that nobody is using: of each school. */
export async function comparableAtRest(folder: string, schools: readonly string[]) {
  const engines = openEmbeddedEngines(await openExistingDataDirectory(folder));
  try {
    const found: { [schoolId: string]: ReturnType<typeof comparable> } = {};
    for (const id of schools) {
      found[id] = comparable(await readLedgers(engines, id), await readDocuments(engines.readModels, id));
    }
    return found;
  } finally {
    await engines.close();
  }
}

/** A copy of a data directory that nobody is using; `files` only, when given. */
export function copyDataDirectory(from: string, to: string, files = readdirSync(from)): void {
  mkdirSync(to, { mode: 0o700, recursive: true });
  for (const file of files) copyFileSync(path.join(from, file), path.join(to, file));
}
