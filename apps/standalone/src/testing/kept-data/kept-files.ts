import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Files } from './packed-files.js';

/** Of a folder that nobody uses these files, and the logs that a killed process leaves beside databases. */
export function readFiles(folder: string, names: readonly string[]): Files {
  const files: Files = {};
  for (const name of names) {
    files[name] = readFileSync(path.join(folder, name));
    const log = `${name}-wal`;
    if (existsSync(path.join(folder, log))) files[log] = readFileSync(path.join(folder, log));
  }
  return files;
}
