import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { openExistingDataDirectory } from '../src/data-directory/data-directory.js';
import { openEmbeddedEngines } from '../src/data-directory/embedded-engines.js';
import { comparableSchools } from './comparable-schools.js';

/** What design section 8 compares, read from a data directory that nobody is using: of each school. */
export async function comparableAtRest(folder: string, schools: readonly string[]) {
  const engines = openEmbeddedEngines(await openExistingDataDirectory(folder));
  try {
    return await comparableSchools(engines, schools);
  } finally {
    await engines.close();
  }
}

/** A copy of a data directory that nobody is using; `files` only, when given. */
export function copyDataDirectory(from: string, to: string, files = readdirSync(from)): void {
  mkdirSync(to, { mode: 0o700, recursive: true });
  for (const file of files) copyFileSync(path.join(from, file), path.join(to, file));
}
