import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Where any of these stands, byte by byte, in the files below a folder.
 *
 * @param wanted bytes, or text in plain ASCII, so that every encoding that matters writes it alike.
 * @returns `<file>: <text>`, bytes in hex, sorted; empty when they are nowhere.
 */
export function placesOf(wanted: readonly (string | Buffer)[], folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const bytes = readFileSync(path.join(entry.parentPath, entry.name));
      const found = wanted.filter((one) => bytes.includes(one));
      return found.map((one) => `${entry.name}: ${typeof one === 'string' ? one : one.toString('hex')}`);
    })
    .sort();
}
