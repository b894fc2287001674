import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const START = fileURLToPath(new URL('../../bin/start.mjs', import.meta.url));

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'token-path-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('npm start with a Wonde to which others could read the token', () => {
  it.each([
    ['plain text to another machine', 'http://10.0.0.7/v1.0/', {}, 'WONDE_URL_INSECURE'],
    [
      'certificates that nobody checks',
      'https://api.wonde.com/v1.0/',
      { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      'WONDE_TLS_UNCHECKED',
    ],
  ])('ends with 3 before anything is made: %s', (_, url, unsafe, code) => {
    const data = path.join(folder, 'data');
    const words = ['--once', '--json', '--data-dir', data, '--wonde-url', url];
    const env = { PATH: process.env['PATH'], WONDE_TOKEN: 'SECRET', ...unsafe };
    const { status, stdout, stderr } = spawnSync(process.execPath, [START, ...words], {
      env,
      encoding: 'utf8',
    });
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ schools: [], error: { code } });
    expect(stderr).toContain('set GATEHOUSE_INSECURE=true if this is for development');
    expect(stdout + stderr).not.toMatch(/SECRET|10\.0\.0\.7/);
    expect(existsSync(data)).toBe(false);
  });
});
