import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ChildProcess } from '@gatehouse/sqlite/testing';
import { until } from '@gatehouse/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { GuardedProcess } from './guarded-process.js';

afterEach(() => ChildProcess.killAll());

const newFolder = () => mkdtempSync(join(tmpdir(), 'gatehouse-engines-'));

describe('a guarded server', () => {
  it('ends when its starter is killed', async () => {
    const starter = ChildProcess.start(new URL('./starts-a-server.fixture.mjs', import.meta.url), [
      newFolder(),
    ]);
    await starter.messages.untilCount(1);
    const server = starter.messages.seen[0] as number;
    expect(isRunning(server)).toBe(true);
    await starter.kill();
    await until('the server has ended', () => !isRunning(server), { withinMs: 10_000 });
  });

  it('is waited for when it is stopped, also where nothing else keeps the process alive', async () => {
    const program = fileURLToPath(new URL('./stops-a-server.fixture.mjs', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [program, newFolder()]);
    expect(stdout).toBe('stopped');
  });

  it('may have time to stop by itself, and is ended when that is over', async () => {
    const folder = newFolder();
    const stops = `trap 'echo stopped; exit' TERM; echo ready; while :; do sleep 0.1; done`;
    const stays = `trap 'echo stays' TERM; echo ready; while :; do sleep 0.1; done`;
    for (const [script, said] of [
      [stops, 'ready\nstopped\n'],
      [stays, 'ready\nstays\n'],
    ] as const) {
      const log = join(folder, said.slice(-4, -1));
      const server = GuardedProcess.start('sh', ['-c', script], log, { patienceSeconds: 2 });
      await until('the server is ready', () => readFileSync(log, 'utf8') !== '');
      await server.kill();
      expect(readFileSync(log, 'utf8')).toBe(said);
    }
  });

  it('says so when it ended by itself, with its last words', async () => {
    const server = GuardedProcess.start('sh', ['-c', 'echo no more; exit 3'], join(newFolder(), 'log'));
    await until('the end is known', () => server.hasEnded() !== undefined, { withinMs: 10_000 });
    expect(server.hasEnded()).toMatch(/no more/);
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
