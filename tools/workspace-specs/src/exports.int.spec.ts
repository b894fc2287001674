import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));
const BUILD = path.join(root, 'tools/workspace/build.mjs');

type Door = string | { [condition: string]: string };
interface Package {
  name: string;
  exports?: { [door: string]: Door };
}

/** Every name by which something of this repository can be imported, and where it leads by which condition. */
function doors(): { name: string; folder: string; door: Door }[] {
  return ['apps', 'libs', 'tools'].flatMap((group) =>
    readdirSync(path.join(root, group)).flatMap((project) => {
      const folder = path.join(root, group, project);
      const file = path.join(folder, 'package.json');
      if (!existsSync(file)) return [];
      const { name, exports = {} } = JSON.parse(readFileSync(file, 'utf8')) as Package;
      return Object.entries(exports).map(([at, door]) => ({ name: path.posix.join(name, at), folder, door }));
    }),
  );
}

const ofModules = doors().filter(({ door }) => typeof door === 'object');

/** Imports each as whoever knows nothing of its source; gives why one cannot be. */
const IMPORT_ALL = `
  const failed = {};
  for (const name of process.argv.slice(1))
    await import(name).catch((error) => (failed[name] = error.message.split('\\n')[0]));
  process.stdout.write(JSON.stringify(failed));
  process.exit();`;
/** All that it imports was found; the suites of ports run under Jest alone. */
const NEEDS_JEST = /^Named export '\w+' not found\. The requested module '@jest\/globals'/;

describe('what can be imported', () => {
  it.each(ofModules)('$name has source, types and a built file', ({ name, folder, door }) => {
    const { types, default: built, '@gatehouse/source': source } = door as { [condition: string]: string };
    expect(Object.keys(door)).toEqual(['types', '@gatehouse/source', 'default']);
    expect([types, existsSync(path.join(folder, source ?? ''))]).toEqual([source, true]);
    expect(built).toBe(source?.replace('./src/', './dist/').replace(/\.ts$/, '.js'));
    const options = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
    const from = path.join(root, 'tools/workspace-specs/src/anybody.mts');
    const mode = ts.ModuleKind.ESNext;
    const found = ts.resolveModuleName(
      name,
      from,
      options,
      ts.sys,
      undefined,
      undefined,
      mode,
    ).resolvedModule;
    expect(found?.resolvedFileName).toBe(path.join(folder, source ?? ''));
  });

  it('can be imported as it is built', async () => {
    await run(process.execPath, [BUILD]);
    const names = ofModules.map(({ name }) => name);
    const script = ['--input-type=module', '--no-warnings', '--eval', IMPORT_ALL, ...names];
    const { stdout } = await run(process.execPath, script, { cwd: root, maxBuffer: 10_000_000 });
    const failed = Object.entries(JSON.parse(stdout) as { [name: string]: string });
    expect(failed.filter(([, why]) => !NEEDS_JEST.test(why))).toEqual([]);
    // So that a library that is found missing is not taken for that.
    expect(failed.map(([name]) => name)).toContain('@gatehouse/event-store/contract');
  });
});
