import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { print, say } from '@gatehouse/terminal';
import type { Sandbox } from '@gatehouse/wonde-sandbox';
import { createSandbox } from '@gatehouse/wonde-sandbox';
import { Command } from 'commander';
import { InstallationOnEngines } from './installation-on-engines.js';
import { InstallationOnFiles } from './installation-on-files.js';
import type { KeptSource } from './kept-source.js';
import { change, worldOf } from './kept-source.js';
import { CUT_OFF, EVERY_SORT, SCHOOLS, stepsOf } from './kept-world.js';
import { OldCode } from './old-code.js';
import type { OldInstallation } from './old-installation.js';
import type { Files } from './packed-files.js';
import { packFiles } from './packed-files.js';
import { whatItSays } from './what-it-says.js';

const ROOT = fileURLToPath(new URL('../../../../../', import.meta.url));

interface Options {
  out: string;
  code: string;
}

const command = new Command('npm run keep-data --')
  .description(
    'Keeps what the code writes: runs it against a few invented schools, on files and on engines, and packs what it leaves.',
  )
  .requiredOption('--out <folder>', 'where to put it; name it by the commit')
  .option('--code <folder>', 'the built code of another commit, in a folder of its own', ROOT);

const { out, code } = command.parse().opts<Options>();
const source: KeptSource = { schools: SCHOOLS, changes: [] };
const work = mkdtempSync(path.join(tmpdir(), 'kept-data-'));
const files: Files = {};
const said: { [name: string]: { [schoolId: string]: unknown } } = {};
try {
  const old = new OldCode(path.resolve(code));
  await onFiles(old);
  await onEngines(old);
} finally {
  rmSync(work, { recursive: true });
}
mkdirSync(out, { recursive: true });
writeFileSync(path.join(out, 'data.br'), packFiles(files));
writeFileSync(path.join(out, 'said.json'), `${JSON.stringify(said, null, 1)}\n`);
print(`Kept in ${out}. Describe it in the README beside it.\n`);

async function onFiles(old: OldCode): Promise<void> {
  const sandbox = await createSandbox({ world: worldOf(source) });
  try {
    const installation = new InstallationOnFiles(old, sandbox, path.join(work, 'on-files'));
    await play(installation, sandbox);
    keep('on-files', await installation.files());
    said['on-files'] = await allSaid(installation);
    const madeAt = new Date().toISOString();
    files['source.json'] = Buffer.from(JSON.stringify({ madeAt, ...source, cutOff: CUT_OFF }));
    change(sandbox.control, CUT_OFF);
    await installation.cutOff(EVERY_SORT);
    keep('cut-off', await installation.files());
  } finally {
    await sandbox.close();
  }
}

async function onEngines(old: OldCode): Promise<void> {
  const sandbox = await createSandbox({ world: worldOf(source) });
  const folder = path.join(work, 'on-engines');
  mkdirSync(folder);
  const installation = await InstallationOnEngines.start(old, sandbox, folder);
  try {
    await play(installation, sandbox);
    said['on-engines'] = await allSaid(installation);
    keep('on-engines', await installation.files());
  } finally {
    await installation.close();
    await sandbox.close();
  }
}

function keep(folder: string, left: Files): void {
  for (const [name, bytes] of Object.entries(left)) files[`${folder}/${name}`] = bytes;
}

/** The runs, with what comes before each. */
async function play(installation: OldInstallation, sandbox: Sandbox): Promise<void> {
  const keyOf = async (contact: string) =>
    (
      await installation.gatehouse(
        ...['record-key', '--school', EVERY_SORT, '--kind', 'contact', '--wonde-id', contact],
      )
    ).trim();
  source.changes = [];
  for (const step of stepsOf(keyOf)) {
    const { words, changes } = await step();
    for (const each of words) await installation.gatehouse(...each);
    change(sandbox.control, changes);
    source.changes.push(...changes);
    await installation.sync();
    say('A run has ended.\n');
  }
}

async function allSaid(installation: OldInstallation): Promise<{ [schoolId: string]: unknown }> {
  const found: { [schoolId: string]: unknown } = {};
  for (const { id } of SCHOOLS) found[id] = await whatItSays(installation, id);
  return found;
}
