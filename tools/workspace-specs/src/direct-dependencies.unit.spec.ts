import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  overrides?: Record<string, string>;
}

function manifests(): Manifest[] {
  const folders = ['apps', 'libs', 'tools'].flatMap((group) =>
    readdirSync(path.join(root, group)).map((name) => path.join(root, group, name)),
  );
  return [root, ...folders]
    .map((folder) => path.join(folder, 'package.json'))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')) as Manifest);
}

const used = new Set(
  manifests()
    .flatMap((manifest) => [manifest.dependencies, manifest.devDependencies, manifest.overrides])
    .flatMap((names) => Object.keys(names ?? {}))
    .filter((name) => !name.startsWith('@gatehouse/')),
);
const page = readFileSync(path.join(root, 'docs/reference/dependencies.md'), 'utf8');
const explained = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);

describe('docs/reference/dependencies.md', () => {
  it('has a sentence for every direct dependency, and for nothing else', () => {
    expect([...new Set(explained)].sort()).toEqual([...used].sort());
  });
});
