import { fork } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';

const LIMIT = { signal: AbortSignal.timeout(30_000) };
const start = (...flags: string[]) =>
  fork('tools/wonde-sandbox/bin/wonde-sandbox.mjs', flags, { silent: true, execArgv: [] });

describe('the wonde-sandbox command', () => {
  it('tells its parent where it listens, and stops with it', async () => {
    const child = start('--schools', '1', '--pupils', '3', '--token', 'secret', '--json');
    const [address] = (await once(child, 'message', LIMIT)) as [{ url: string; token: string }];
    expect(address).toMatchObject({ url: expect.stringMatching(/^http:.*\/v1\.0\/$/), token: 'secret' });
    const answer = await fetch(`${address.url}schools`, { headers: { authorization: 'Bearer secret' } });
    expect(answer.status).toBe(200);
    child.disconnect();
    expect(await once(child, 'exit', LIMIT)).toEqual([0, null]);
  });

  it('stops cleanly at SIGTERM', async () => {
    const child = start('--schools', '1', '--pupils', '3');
    await once(child, 'message', LIMIT);
    child.kill('SIGTERM');
    expect(await once(child, 'exit', LIMIT)).toEqual([0, null]);
  });

  it('exits with 2 when used wrongly', async () => {
    expect(await once(start('--pupils', 'many'), 'exit', LIMIT)).toEqual([2, null]);
  });
});
