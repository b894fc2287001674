import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));

function newestOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js') && !file.startsWith('bundle'))
    .map((file) => path.join(folder, file));
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

describe('an executable', () => {
  it.each([
    ['apps/standalone/bin/start.mjs', 'npm start'],
    ['tools/gatehouse/bin/gatehouse.mjs', 'gatehouse'],
    ['tools/wonde-sandbox/bin/wonde-sandbox.mjs', 'sandbox'],
    ['apps/cms-projector/bin/cms-projector.mjs', 'cms-projector'],
  ])('is one file, as new as what it is made of, and says the same: %s', async (bin, name) => {
    const { stdout } = await run(process.execPath, [path.join(root, bin), '--help']);
    expect(stdout).toContain(name);
    const dist = path.join(root, path.dirname(path.dirname(bin)), 'dist');
    const bundle = path.join(dist, 'bundle/main.js');
    expect(existsSync(bundle)).toBe(true);
    expect(statSync(bundle).mtimeMs).toBeGreaterThanOrEqual(newestOf(dist));
    const script = `process.exitCode = await (await import(process.argv[1])).main(['--help'])`;
    const compiled = ['--input-type=module', '--eval', script, path.join(dist, 'main.js')];
    expect((await run(process.execPath, compiled)).stdout).toBe(stdout);
  });
});
