// Installs the compiler that `tools/workspace/build.mjs` loads, as the lock file has it, and nothing else for development.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const COMPILER = '@swc/core';

const { name, version, type, overrides, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const dependencies = { [COMPILER]: devDependencies[COMPILER] };
writeFileSync(
  'package.json',
  JSON.stringify({ name, version, private: true, type, overrides, dependencies }),
);
execFileSync('npm', ['ci', '--ignore-scripts', '--prefer-offline'], { stdio: 'inherit' });
