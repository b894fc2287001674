import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Where any of the texts stands, byte by byte, in the files below a folder.
 *
 * @param texts plain ASCII, so that every encoding that matters writes them alike.
 * @returns `<file>: <text>`, sorted; empty when they are nowhere.
 */
export function placesOf(texts: readonly string[], folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const bytes = readFileSync(path.join(entry.parentPath, entry.name));
      return texts.filter((text) => bytes.includes(text)).map((text) => `${entry.name}: ${text}`);
    })
    .sort();
}
