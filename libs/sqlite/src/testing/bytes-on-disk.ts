import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Everything that a data file and the files beside it (log, journal) hold on disk. */
export function bytesOnDisk(file: string): Buffer {
  const folder = dirname(file);
  const names = readdirSync(folder).filter((name) => name.startsWith(basename(file)));
  return Buffer.concat(names.map((name) => readFileSync(join(folder, name))));
}
