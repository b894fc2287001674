import { statSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../configuration/configuration-error.js';

/**
 * The file, whose folder must be there: a mistyped path must not become a second, empty installation.
 *
 * @throws ConfigurationError when it is not.
 */
export function inExistingFolder(variable: string, file: string): string {
  if (statSync(path.dirname(file), { throwIfNoEntry: false })?.isDirectory()) return file;
  throw new ConfigurationError([
    `${variable} names a file in a folder that is not there. Correct it, or make the folder, for its owner only.`,
  ]);
}
