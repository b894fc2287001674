#!/usr/bin/env node
// Writes the reference pages that follow from code and tables, so that they can never say something else.
// `--check` writes nothing and fails, naming the pages, when one is not what it would write.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import * as prettier from 'prettier';
import { build } from './build.mjs';
import { eventsPage } from './reference/events-page.mjs';
import { permissionsPage } from './reference/permissions-page.mjs';
import { reasonCodesPage } from './reference/reason-codes-page.mjs';

const root = new URL('../../', import.meta.url);
const schemas = new URL('libs/schemas/', root);
const table = (name) => parse(readFileSync(new URL(`domain/${name}`, schemas), 'utf8'), { columns: true });

/** The generated pages by path below the root, formatted as `npm run format` would. */
async function pages() {
  await build({ onlyProject: fileURLToPath(schemas) });
  const texts = {
    'docs/reference/events.md': eventsPage(await import(new URL('dist/index.js', schemas).href)),
    'docs/reference/reason-codes.md': reasonCodesPage(table('reason-codes.csv')),
    'docs/reference/permissions.md': permissionsPage(
      table('permissions.csv'),
      table('permission-paths.csv'),
      table('field-keys.csv'),
    ),
  };
  const options = await prettier.resolveConfig(fileURLToPath(new URL('docs/reference/events.md', root)));
  const formatted = Object.entries(texts).map(async ([path, text]) => [
    path,
    await prettier.format(text, { ...options, parser: 'markdown' }),
  ]);
  return Promise.all(formatted);
}

function read(path) {
  try {
    return readFileSync(new URL(path, root), 'utf8');
  } catch {
    return undefined;
  }
}

const stale = (await pages()).filter(([path, text]) => read(path) !== text);
if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    console.error(`Not up to date: ${stale.map(([path]) => path).join(', ')}. Run "npm run generate".`);
    process.exitCode = 1;
  }
} else {
  for (const [path, text] of stale) writeFileSync(new URL(path, root), text);
}
