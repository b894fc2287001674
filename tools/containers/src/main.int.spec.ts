import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '@gatehouse/testing';

const PROGRAM = fileURLToPath(new URL('../bin/test-containers.mjs', import.meta.url));

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'containers-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** What the daemon's guard needs. */
const SHELL = { sh: 'exec /bin/sh "$@"', cat: 'exec /bin/cat "$@"', sleep: 'exec /bin/sleep "$@"' };

/** A machine that has these commands and no others, each a line of shell. @returns its environment. */
function machine(commands: { [name: string]: string }) {
  for (const [name, line] of Object.entries(commands)) {
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  }
  return { PATH: folder, HOME: folder, DOCKER_HOST: `unix://${folder}/none.sock` };
}

/** The program there. */
function on(commands: { [name: string]: string }) {
  const env = machine(commands);
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM], { env, encoding: 'utf8' });
  return { status, said: stderr.split('\n').filter((line) => line !== '' && !line.startsWith('Built ')) };
}

const notTested = (why: RegExp) => ({
  status: 4,
  said: [expect.stringMatching(new RegExp(`^CONTAINERS_NOT_TESTED: ${why.source}`))],
});

describe('npm run test:containers, where containers cannot be tested,', () => {
  it('says that there is no Docker', () => {
    expect(on({})).toEqual(notTested(/there is no docker command\./));
  });

  it('says that no daemon answers', () => {
    const found = on({ docker: '[ "$1" = --version ]' });
    expect(found).toEqual(notTested(/no Docker daemon answers, and (there is no dockerd|only root can)/));
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;
  asRoot('says why the daemon of its own did not start', () => {
    const dockerd = '[ "$1" = --version ] && exit; echo "no such thing here" >&2; exit 1';
    expect(on({ ...SHELL, docker: '[ "$1" = --version ]', dockerd })).toEqual(
      notTested(/dockerd does not start here: no such thing here/),
    );
  });

  it('says that there is no Compose, and no Go to build it', () => {
    expect(on({ docker: '[ "$1" != compose ]' })).toEqual(notTested(/there is no Docker Compose 2/));
  });
});

const asRoot = process.getuid?.() === 0 ? describe : describe.skip;
asRoot('npm run test:containers that is killed', () => {
  it('leaves no daemon of its own behind', async () => {
    const file = path.join(folder, 'dockerd.pid');
    const dockerd = `[ "$1" = --version ] && exit; echo $$ > '${file}'; exec /bin/sleep 600`;
    const env = machine({ ...SHELL, docker: '[ "$1" = --version ]', dockerd });
    const program = spawn(process.execPath, [PROGRAM], { env, stdio: 'ignore' });
    const written = () => existsSync(file) && readFileSync(file, 'utf8') !== '';
    await until('the daemon runs', written, { everyMs: 20 });
    const daemon = Number(readFileSync(file, 'utf8'));
    program.kill('SIGKILL');
    await until('the daemon has ended', () => !isRunning(daemon), { withinMs: 10_000, everyMs: 20 });
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
