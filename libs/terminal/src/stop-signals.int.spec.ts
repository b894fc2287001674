import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';

const BUILD = fileURLToPath(new URL('../../../tools/workspace/build.mjs', import.meta.url));
const PROGRAM = fileURLToPath(new URL('./stops-on-signal.fixture.mjs', import.meta.url));

beforeAll(() => void execFileSync(process.execPath, [BUILD], { stdio: 'ignore' }));

/** A process that stops when it is asked to, if it is of those that do; told of when it was. */
async function started(stops: 'stops' | 'stops held up' | 'never stops') {
  const child = spawn(process.execPath, [PROGRAM, stops], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const said = () => once(child.stdout, 'data', { signal: AbortSignal.timeout(30_000) });
  await said();
  return { child, ended, said };
}

describe('a signal to stop', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s is one request, also when it comes twice', async (signal) => {
    const { child, ended } = await started('stops');
    child.kill(signal);
    child.kill('SIGINT');
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
  });

  it('is one request, also when stopping holds up the process for longer than a second before the other is seen', async () => {
    const { child, ended } = await started('stops held up');
    child.kill('SIGINT');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('that comes again a second later ends the process at once, by the signal', async () => {
    const { child, ended, said } = await started('never stops');
    child.kill('SIGTERM');
    await said();
    // What comes within a second is the same request: this is what has to pass, and not a wait for anything.
    await pause(1_100);
    child.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
  });
});
