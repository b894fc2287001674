import { execFile } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));
const TARGETS = ['build', 'typecheck', 'lint', 'test'];
const SCRIPT = 'tools/workspace-specs/src/task-hashes.fixture.mjs';

/** What Nx says of an edge between two projects. */
export interface Graph {
  nodes: { [name: string]: { data: { root: string } } };
  dependencies: { [name: string]: { source: string; target: string }[] };
}

/**
 * The repository as it lies there, in a temporary folder and committed, to change and to ask Nx about. No daemon stays behind,
 * and nothing is written elsewhere.
 */
export class WorkspaceCopy {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'workspace-copy-'));

  static async make(): Promise<WorkspaceCopy> {
    const copy = new WorkspaceCopy();
    const { stdout } = await run('git', ['ls-files', '-z', '-co', '--exclude-standard'], { cwd: root });
    for (const file of new Set(stdout.split('\0').filter((name) => name !== ''))) {
      try {
        cpSync(path.join(root, file), path.join(copy.folder, file));
      } catch (error) {
        // Deleted, and not yet committed.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
    copy.#linkModules();
    await copy.#run('git', 'init', '--quiet', '--initial-branch=main');
    await copy.commit();
    return copy;
  }

  /** Takes what was changed for what others have, too. */
  async commit(): Promise<void> {
    await this.#run('git', 'add', '--all');
    const who = ['-c', 'user.name=Nobody', '-c', 'user.email=nobody@example.org', '-c', 'gc.auto=0'];
    await this.#run('git', ...who, 'commit', '--quiet', '--no-verify', '--message', 'A copy');
  }

  /** Takes back every change since it was committed. */
  async restore(): Promise<void> {
    await this.#run('git', 'checkout', '--quiet', '.');
  }

  replace(file: string, from: string, to: string): void {
    const text = readFileSync(path.join(this.folder, file), 'utf8');
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
    writeFileSync(path.join(this.folder, file), text.replace(from, to));
  }

  append(file: string, text: string): void {
    // One that is there: a new one would be another change.
    readFileSync(path.join(this.folder, file));
    appendFileSync(path.join(this.folder, file), text);
  }

  /** The projects that `nx affected` names, without their scope. */
  async affected(): Promise<string[]> {
    const names = JSON.parse(
      await this.nx('show', 'projects', '--affected', '--base=HEAD', '--json'),
    ) as string[];
    return names.map((name) => name.replace('@gatehouse/', '')).sort();
  }

  /** By what the result of each task is found in the cache: `policy:build` and so on. */
  async hashes(): Promise<Map<string, string>> {
    const said = await this.#run(process.execPath, SCRIPT, ...TARGETS);
    const hashes = JSON.parse(said) as { [task: string]: string };
    return new Map(Object.entries(hashes).map(([task, hash]) => [task.replace('@gatehouse/', ''), hash]));
  }

  async graph(): Promise<Graph> {
    await this.nx('graph', '--file=.nx/graph.json');
    return (JSON.parse(readFileSync(path.join(this.folder, '.nx/graph.json'), 'utf8')) as { graph: Graph })
      .graph;
  }

  async nx(...args: string[]): Promise<string> {
    return this.#run(process.execPath, path.join(root, 'node_modules/nx/dist/bin/nx.js'), ...args);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #linkModules(): void {
    const modules = path.join(this.folder, 'node_modules');
    mkdirSync(path.join(modules, '@gatehouse'), { recursive: true });
    for (const name of readdirSync(path.join(root, 'node_modules'))) {
      if (name !== '@gatehouse' && name !== '.cache')
        symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name));
    }
    for (const group of ['apps', 'libs', 'tools'])
      for (const name of readdirSync(path.join(this.folder, group)))
        symlinkSync(path.join(this.folder, group, name), path.join(modules, '@gatehouse', name));
  }

  async #run(command: string, ...args: string[]): Promise<string> {
    // Not this process's environment: where Nx runs the specs, it tells them of itself.
    const environment = {
      PATH: process.env['PATH'],
      HOME: this.folder,
      TMPDIR: path.join(this.folder, '.nx'),
      NX_NATIVE_FILE_CACHE_DIRECTORY: path.join(this.folder, '.nx/native'),
      NX_DAEMON: 'false',
      NX_ISOLATE_PLUGINS: 'false',
    };
    mkdirSync(environment.TMPDIR, { recursive: true });
    const { stdout } = await run(command, args, { cwd: this.folder, env: environment, maxBuffer: 1e8 });
    return stdout;
  }
}
