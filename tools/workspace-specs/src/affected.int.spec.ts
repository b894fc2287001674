import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Graph } from './workspace-copy.js';
import { WorkspaceCopy } from './workspace-copy.js';

let copy: WorkspaceCopy;
let graph: Graph;
let before: Map<string, string>;
beforeAll(async () => {
  copy = await WorkspaceCopy.make();
  graph = await copy.graph();
  before = await copy.hashes();
});
afterEach(() => copy.restore());
afterAll(() => copy.remove());

/** The tasks whose result is not in the cache since the change. */
async function toDoAgain(): Promise<string[]> {
  const after = await copy.hashes();
  expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
  return [...after].flatMap(([task, hash]) => (before.get(task) === hash ? [] : [task])).sort();
}

const all = () => Object.keys(graph.nodes).map((name) => name.replace('@gatehouse/', ''));
const tasks = (projects: string[], ...targets: string[]) =>
  projects.flatMap((project) => targets.map((target) => `${project}:${target}`));

/** Who reads Wonde, or is made of somebody who does. */
const OF_WONDE = ['bench', 'gatehouse', 'histories', 'odd-worlds', 'standalone', 'wonde', 'wonde-ingest'];
const EVERYTHING = 'workspace-specs';

describe('after a change, Nx names who is concerned, and finds the others in its cache:', () => {
  it.each([
    ['tsconfig.base.json', '"strict": true', '"strict": true, "noImplicitReturns": true'],
    ['tsconfig.json', '"noEmit": true', '"noEmit": true, "noImplicitReturns": true'],
    ['tools/workspace/swc-options.mjs', "target: 'es2022'", "target: 'es2023'"],
  ])('a compiler option concerns every project, and every task (%s)', async (file, from, to) => {
    copy.replace(file, from, to);
    expect(await copy.affected()).toEqual(all().sort());
    expect(await toDoAgain()).toEqual([...before.keys()].sort());
  });

  it('a library concerns who depends on it; only itself is built again', async () => {
    copy.append('libs/wonde/src/index.ts', '\nexport const changed = true;\n');
    expect(await copy.affected()).toEqual([...OF_WONDE, EVERYTHING].sort());
    const again = tasks(OF_WONDE, 'typecheck', 'lint', 'test');
    expect(await toDoAgain()).toEqual([...again, 'wonde:build', `${EVERYTHING}:test`].sort());
  });

  it('a spec concerns its project: nothing is built, and nobody else is tested', async () => {
    copy.append('libs/wonde/src/token-stays.int.spec.ts', '\n// Changed.\n');
    // Whoever is asked by project cannot tell a spec from what it is about; the cache can.
    expect(await copy.affected()).toEqual([...OF_WONDE, EVERYTHING].sort());
    const again = tasks(['wonde'], 'typecheck', 'lint', 'test');
    expect(await toDoAgain()).toEqual([...again, `${EVERYTHING}:test`].sort());
  });

  it('a document concerns nobody', async () => {
    copy.append('docs/explanation/privacy.md', '\nChanged.\n');
    expect(await copy.affected()).toEqual([]);
    expect(await toDoAgain()).toEqual([]);
  });

  it('a document whose commands are tried concerns who tries them', async () => {
    copy.append('docs/how-to/people-who-stay-out.md', '\nChanged.\n');
    expect(await copy.affected()).toEqual(['gatehouse']);
    expect(await toDoAgain()).toEqual(['gatehouse:test']);
  });

  it('a rule of the linter is a reason to lint, and for nothing else', async () => {
    copy.replace('eslint.config.mjs', "'no-console': 'error'", "'no-console': 'warn'");
    expect(await toDoAgain()).toEqual(tasks(all(), 'lint').sort());
  });

  it('what was built before a spec was changed is not built again', async () => {
    await copy.nx('run', '@gatehouse/policy:build');
    copy.append('libs/policy/src/decisions/decide-contact.unit.spec.ts', '\n// Changed.\n');
    expect(await copy.nx('run', '@gatehouse/policy:build')).toMatch(/Cache: +2\/2 hit/);
    copy.append('libs/policy/src/index.ts', '\nexport const changed = true;\n');
    expect(await copy.nx('run', '@gatehouse/policy:build')).toMatch(/Cache: +1\/2 hit/);
  });
});

describe('the graph of projects', () => {
  it('has only edges that are declared, of specs and executables, too', () => {
    const undeclared = Object.entries(graph.nodes).flatMap(([name, { data }]) => {
      const file = path.join(copy.folder, data.root, 'package.json');
      const manifest = JSON.parse(readFileSync(file, 'utf8')) as { [kind: string]: object | undefined };
      const declared = new Set(
        ['dependencies', 'devDependencies'].flatMap((kind) => Object.keys(manifest[kind] ?? {})),
      );
      const targets = (graph.dependencies[name] ?? []).map(({ target }) => target);
      return targets
        .filter((target) => target in graph.nodes && !declared.has(target))
        .map((to) => [name, to]);
    });
    expect(undeclared).toEqual([]);
  });

  it('has every edge of the source', async () => {
    copy.append('libs/terminal/src/index.ts', "\nexport * from '@gatehouse/policy';\n");
    const edges = (await copy.graph()).dependencies['@gatehouse/terminal'] ?? [];
    expect(edges.map(({ target }) => target)).toContain('@gatehouse/policy');
  });

  it('has no circle', () => {
    const circles: string[][] = [];
    const done = new Set<string>();
    const walk = (name: string, way: string[]): void => {
      if (way.includes(name)) circles.push([...way.slice(way.indexOf(name)), name]);
      if (way.includes(name) || done.has(name)) return;
      for (const { target } of graph.dependencies[name] ?? []) walk(target, [...way, name]);
      done.add(name);
    };
    for (const name of Object.keys(graph.nodes)) walk(name, []);
    expect(circles).toEqual([]);
  });
});
