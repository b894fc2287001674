import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { at } from './ask-sandbox.js';
import type { Json } from './json.js';

/** Each wait has the time to itself. */
const limit = () => ({ signal: AbortSignal.timeout(30_000) });
const start = (...flags: string[]) =>
  fork('tools/wonde-sandbox/bin/wonde-sandbox.mjs', flags, { silent: true, execArgv: [] });

describe('the wonde-sandbox command', () => {
  it('tells its parent where it listens, and stops with it', async () => {
    const child = start('--schools', '1', '--pupils', '3', '--token', 'secret', '--json');
    const [address] = (await once(child, 'message', limit())) as [{ url: string; token: string }];
    expect(address).toMatchObject({ url: expect.stringMatching(/^http:.*\/v1\.0\/$/), token: 'secret' });
    const answer = await fetch(`${address.url}schools`, { headers: { authorization: 'Bearer secret' } });
    expect(answer.status).toBe(200);
    child.disconnect();
    expect(await once(child, 'exit', limit())).toEqual([0, null]);
  });

  it('takes the token from a file, and does not print it', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-'));
    const file = path.join(folder, 'token');
    writeFileSync(file, 'kept-in-a-file\n');
    const child = start('--schools', '1', '--pupils', '3', '--token-file', file);
    let printed = '';
    child.stdout?.on('data', (data: Buffer) => (printed += data.toString()));
    const [address] = (await once(child, 'message', limit())) as [{ url: string }];
    const headers = { authorization: 'Bearer kept-in-a-file' };
    expect((await fetch(`${address.url}schools`, { headers })).status).toBe(200);
    child.kill('SIGTERM');
    await once(child, 'close', limit());
    expect(printed).toContain(`in ${file}`);
    expect(printed).not.toContain('kept-in-a-file');
    rmSync(folder, { recursive: true });
  });

  it('serves schools as recorded answers show them, when told so', async () => {
    const child = start('--schools', '1', '--pupils', '3', '--token', 'secret', '--as-recorded');
    const [{ url }] = (await once(child, 'message', limit())) as [{ url: string }];
    const headers = { authorization: 'Bearer secret' };
    const answer = (await (await fetch(`${url}schools`, { headers })).json()) as Json;
    expect(at(answer, 'data.0.id')).toMatch(/^B/);
    expect(at(answer, 'meta.pagination.more')).toBe(false);
    child.kill('SIGTERM');
    await once(child, 'exit', limit());
  });

  it('stops cleanly at SIGTERM, however often it comes until it has ended, and whoever is connected', async () => {
    const child = start('--schools', '1', '--pupils', '3');
    const [{ url }] = (await once(child, 'message', limit())) as [{ url: string }];
    const silent = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
    await once(silent, 'connect', limit());
    const ended = once(child, 'exit', limit());
    // Within a second all are one request.
    const until = performance.now() + 900;
    while (child.exitCode === null && child.signalCode === null && performance.now() < until) {
      child.kill('SIGTERM');
      child.kill('SIGINT');
      await nextTurn();
    }
    expect(await ended).toEqual([0, null]);
    silent.destroy();
  });

  it('exits with 2 when used wrongly', async () => {
    for (const flags of [
      ['--pupils', 'many'],
      ['--token-file', '/nowhere/token'],
      ['--token-file', '/dev/null'],
    ])
      expect(await once(start(...flags), 'exit', limit())).toEqual([2, null]);
  });
});
