import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));

describe('an executable', () => {
  it.each([
    ['apps/standalone/bin/start.mjs', 'npm start'],
    ['tools/wonde-sandbox/bin/wonde-sandbox.mjs', 'sandbox'],
    ['apps/cms-projector/bin/cms-projector.mjs', 'cms-projector'],
  ])('is one file, and says the same: %s', async (bin, name) => {
    const { stdout } = await run(process.execPath, [path.join(root, bin), '--help']);
    expect(stdout).toContain(name);
    const dist = path.join(root, path.dirname(path.dirname(bin)), 'dist');
    expect(existsSync(path.join(dist, 'bundle/main.js'))).toBe(true);
    const script = `process.exitCode = await (await import(process.argv[1])).main(['--help'])`;
    const compiled = ['--input-type=module', '--eval', script, path.join(dist, 'main.js')];
    expect((await run(process.execPath, compiled)).stdout).toBe(stdout);
  });

  it.each([
    ['compiled', 'tools/wonde-sandbox/dist/main.js'],
    ['installed', 'node_modules/.package-lock.json'],
  ])('is made anew where something %s is newer', async (_, changed) => {
    // In a copy: others start these executables meanwhile.
    const copy = mkdtempSync(path.join(tmpdir(), 'bundles-'));
    for (const folder of ['tools/workspace', 'tools/wonde-sandbox', 'libs/terminal'])
      cpSync(path.join(root, folder), path.join(copy, folder), { recursive: true, preserveTimestamps: true });
    mkdirSync(path.join(copy, 'apps'));
    for (const file of ['package.json', 'package-lock.json'])
      cpSync(path.join(root, file), path.join(copy, file));
    linkLibraries(copy);
    const bundle = path.join(copy, 'tools/wonde-sandbox/dist/bundle/main.js');
    const start = () =>
      run(process.execPath, [path.join(copy, 'tools/wonde-sandbox/bin/wonde-sandbox.mjs'), '--help']);
    await start();
    const first = statSync(bundle).mtimeMs;
    await start();
    expect(statSync(bundle).mtimeMs).toBe(first);
    const soon = new Date(first + 10);
    utimesSync(path.join(copy, changed), soon, soon);
    await start();
    expect(statSync(bundle).mtimeMs).toBeGreaterThan(first);
    rmSync(copy, { recursive: true });
  });
});

/** The installed libraries, and the workspaces of the copy among them. */
function linkLibraries(copy: string): void {
  const modules = path.join(copy, 'node_modules');
  mkdirSync(path.join(modules, '@gatehouse'), { recursive: true });
  for (const name of readdirSync(path.join(root, 'node_modules'))) {
    if (name !== '@gatehouse' && name !== '.package-lock.json' && name !== '.cache')
      symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name));
  }
  writeFileSync(path.join(modules, '.package-lock.json'), '{}');
  symlinkSync(path.join(copy, 'libs/terminal'), path.join(modules, '@gatehouse/terminal'));
}
