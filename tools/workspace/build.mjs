#!/usr/bin/env node
// Transpiles every workspace's `src` to `dist`. Types are checked apart (`npm run typecheck`), so that a first start
// waits a second and not a minute. Only what is newer than its output is written, whole files at a time, so that two
// builds at once do no harm.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { swcOptions } from './swc-options.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
/** Where `bundle.mjs` puts what it makes, below `dist`. */
export const BUNDLES = 'bundle';
const isShipped = (file) => file.endsWith('.ts') && !/\.spec\.ts$|\.d\.ts$/.test(file);

function projects() {
  const found = [];
  for (const group of ['apps', 'libs', 'tools']) {
    for (const name of readdirSync(path.join(root, group))) {
      const project = path.join(root, group, name);
      if (existsSync(path.join(project, 'src'))) found.push(project);
    }
  }
  return found;
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((e) => e.isFile()).map((e) => path.relative(folder, path.join(e.parentPath, e.name)));
}

// Not asynchronous: it is asked for a thousand files at every start, and takes a few microseconds each.
export const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/**
 * Builds what is out of date.
 *
 * @returns {Promise<{ written: number, newest: number }>} how many files were written, and when the last change was to what
 *   is built, in milliseconds.
 */
export async function build({ onlyProject } = {}) {
  const wanted = projects().filter((project) => !onlyProject || project === path.resolve(onlyProject));
  const optionsChanged = modified(path.join(root, 'tools/workspace/swc-options.mjs'));
  const stale = [];
  let newest = 0;
  for (const project of wanted) {
    const expected = new Set();
    newest = Math.max(newest, modified(path.join(project, 'package.json')));
    for (const file of filesBelow(path.join(project, 'src')).filter(isShipped)) {
      const source = path.join(project, 'src', file);
      const output = path.join(project, 'dist', file.replace(/\.ts$/, '.js'));
      expected.add(output).add(`${output}.map`);
      const built = modified(output);
      newest = Math.max(newest, built);
      if (built < Math.max(modified(source), optionsChanged)) stale.push({ source, output });
    }
    for (const file of filesBelow(path.join(project, 'dist'))) {
      const output = path.join(project, 'dist', file);
      const isOfAnother = file.startsWith(`${BUNDLES}${path.sep}`) || file.endsWith('.tmp');
      if (expected.has(output) || isOfAnother) continue;
      await rm(output, { force: true });
      newest = Date.now();
    }
  }
  if (stale.length === 0) return { written: 0, newest };
  const { transformFile } = await import('@swc/core');
  await Promise.all(
    stale.map(async ({ source, output }) => {
      const began = new Date();
      const { code, map } = await transformFile(source, { ...swcOptions, swcrc: false });
      await mkdir(path.dirname(output), { recursive: true });
      await writeWhole(`${output}.map`, map ?? '', began);
      await writeWhole(output, `${code}\n//# sourceMappingURL=${path.basename(output)}.map\n`, began);
    }),
  );
  return { written: stale.length, newest: Date.now() };
}

/**
 * Writes a file so that nobody ever sees half of it.
 *
 * @param {Date} began when what it is made of was about to be read: what was changed since is not in it.
 */
export async function writeWhole(file, text, began) {
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, text);
  await utimes(draft, began, began);
  await rename(draft, file);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const began = performance.now();
  const { written } = await build({ onlyProject: process.argv[2] });
  process.stderr.write(`built ${written} files in ${Math.round(performance.now() - began)} ms\n`);
}
