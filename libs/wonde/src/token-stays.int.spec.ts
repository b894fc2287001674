import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clientFor } from '../testing/client-for.js';
import { scriptedServer } from '../testing/scripted-server.js';

const BUILD = fileURLToPath(new URL('../../../tools/workspace/build.mjs', import.meta.url));

let folder: string;
beforeAll(() => {
  execFileSync(process.execPath, [BUILD], { stdio: 'ignore' });
  folder = mkdtempSync(path.join(tmpdir(), 'token-stays-'));
  const files = ['-keyout', path.join(folder, 'key.pem'), '-out', path.join(folder, 'cert.pem')];
  const kind = [
    'req',
    '-x509',
    '-nodes',
    '-days',
    '1',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
  ];
  execFileSync('openssl', [...kind, '-subj', '/CN=localhost', ...files], { stdio: 'pipe' });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A server whose certificate nobody knows, a client, and then the check of certificates switched off for the process. */
const PROGRAM = `
  import { readFileSync } from 'node:fs';
  import { createServer } from 'node:https';
  import { WondeClient } from '@gatehouse/wonde';
  const [folder, insecure] = process.argv.slice(1);
  const seen = [];
  const files = { key: readFileSync(folder + '/key.pem'), cert: readFileSync(folder + '/cert.pem') };
  const server = createServer(files, ({ headers }, response) => {
    seen.push(headers.authorization);
    response.end('{"data":[]}');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = 'https://localhost:' + server.address().port + '/v1.0/';
  const client = new WondeClient({ baseUrl, token: 'the-token', insecure: insecure === 'true' });
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  const { ok } = await client.listSchools();
  await client.close();
  server.close();
  process.stdout.write(JSON.stringify({ ok, seen }));
`;

function asked(insecure: boolean): unknown {
  const words = ['--no-warnings', '--input-type=module', '-e', PROGRAM, folder, String(insecure)];
  const cwd = new URL('../', import.meta.url);
  const { stdout } = spawnSync(process.execPath, words, { cwd, encoding: 'utf8', timeout: 60_000 });
  return JSON.parse(stdout);
}

describe('the token', () => {
  it('goes through no connection whose certificate is not checked, also where the check is switched off later', () => {
    expect(asked(false)).toEqual({ ok: false, seen: [] });
  });

  it('goes there in development', () => {
    expect(asked(true)).toEqual({ ok: true, seen: ['Bearer the-token'] });
  });

  it('follows no redirect', async () => {
    const other = await scriptedServer(() => ({ body: { data: [] } }));
    const asked = await scriptedServer(() => ({ status: 307, headers: { location: other.baseUrl } }));
    const client = clientFor(asked.baseUrl);
    try {
      expect(await client.listSchools()).toMatchObject({ ok: false, refusal: { code: 'BAD_ANSWER' } });
      expect([asked.seen.length, other.seen.length]).toEqual([1, 0]);
    } finally {
      await client.close();
      await asked.close();
      await other.close();
    }
  });
});
