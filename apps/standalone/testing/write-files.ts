import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Files } from '../src/testing/kept-data/kept-data.js';

/** Puts files into a folder that is made for them. */
export function writeFiles(files: Files, folder: string): void {
  mkdirSync(folder, { mode: 0o700 });
  for (const [name, bytes] of Object.entries(files))
    writeFileSync(path.join(folder, name), bytes, { mode: 0o600 });
}
