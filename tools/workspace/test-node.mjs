#!/usr/bin/env node
// Runs the tests on another Node.js than this one: `npm run test:node -- 24 [patterns and options of npm test]`.
// It is installed from the registry, for Linux and macOS, into a folder that git ignores, and only there.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SUPPORTED } from './check-node.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const [major, ...rest] = process.argv.slice(2);
if (!SUPPORTED.has(Number(major))) {
  const majors = [...SUPPORTED.keys()].join('|');
  process.stderr.write(`usage: npm run test:node -- ${majors} [patterns and options, as of npm test]\n`);
  process.exit(2);
}

const folder = path.join(root, 'node_modules/.cache/gatehouse', `node-${major}`);
mkdirSync(folder, { recursive: true });
const name = `node-${process.platform}-${process.arch}`;
const run = (command, args, options = {}) => spawnSync(command, args, { stdio: 'inherit', ...options });
const installed = run('npm', [
  'install',
  '--prefix',
  folder,
  '--no-save',
  '--no-audit',
  '--no-fund',
  `${name}@${major}`,
]);
if (installed.status !== 0) {
  process.stderr.write(`NODE_NOT_INSTALLED: the registry has no ${name} ${major}, or cannot be reached.\n`);
  process.exit(3);
}

const bin = path.join(folder, 'node_modules', name, 'bin');
// Whatever a test starts by name finds this one, too.
const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}` };
run(path.join(bin, 'node'), ['--version'], { env });
const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', ...rest];
process.exitCode = run(path.join(bin, 'node'), jest, { env, cwd: root }).status ?? 1;
