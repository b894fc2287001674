import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** Files by their names. */
export type Files = { [name: string]: Buffer };

/**
 * Puts small files into one: a line of JSON that tells names and lengths, then their bytes, all compressed with a window over
 * the whole, since much of one stands in another, too.
 */
export function packFiles(files: Files): Buffer {
  const entries = Object.entries(files);
  const head = JSON.stringify(entries.map(([name, { length }]) => ({ name, length })));
  const all = Buffer.concat([Buffer.from(`${head}\n`), ...entries.map(([, bytes]) => bytes)]);
  const params = { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: all.length };
  return brotliCompressSync(all, { params });
}

/** What `packFiles` was given. @throws Error when the bytes are cut off or are something else. */
export function unpackFiles(packed: Buffer): Files {
  const bytes = brotliDecompressSync(packed);
  let at = bytes.indexOf('\n') + 1;
  const entries = JSON.parse(bytes.toString('utf8', 0, at)) as { name: string; length: number }[];
  const files: Files = {};
  for (const { name, length } of entries) files[name] = bytes.subarray(at, (at += length));
  return files;
}

/** The files of a folder, without its name. */
export function filesIn(folder: string, files: Files): Files {
  const found = Object.entries(files).filter(([name]) => name.startsWith(`${folder}/`));
  return Object.fromEntries(found.map(([name, bytes]) => [name.slice(folder.length + 1), bytes]));
}
