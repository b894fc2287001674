import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADataDirectory } from '../testing/a-data-directory.js';

const BIN = fileURLToPath(new URL('../bin/gatehouse.mjs', import.meta.url));
const EXPORT = ['read-model', 'export', '--school', 'S1', '--add-on', 'parent-portal', '--kind', 'student'];

let data: ADataDirectory;
beforeAll(async () => {
  data = await ADataDirectory.make();
  await data.school('S1', 'Beacon Hill');
  const documents = Array.from({ length: 3_000 }, (_, n) => ({
    id: String(n).padStart(32, '0'),
    name: 'x'.repeat(200),
  }));
  await data.ledger('S1', 'parent-portal', [
    { kind: 'student', recordKey: 'a'.repeat(32), values: { x: 1 } },
  ]);
  await data.documents('S1', 'parent-portal', 'student', documents);
});
afterAll(() => data.remove());

const run = (words: string[], env: NodeJS.ProcessEnv = {}, folder = data.folder) =>
  spawnSync(process.execPath, [BIN, ...words, '--data-dir', folder], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });

describe('the gatehouse executable', () => {
  it('prints data on standard output, messages on standard error, and exits with the code', () => {
    const exported = run(EXPORT);
    expect(exported.status).toBe(0);
    expect(exported.stdout.split('\n')).toHaveLength(3_001);
    const refused = run(['settings', 'show', '--school', 'no school']);
    expect([refused.status, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('A school id has');
  });

  it('ends quietly when nobody reads on', async () => {
    const child = spawn(process.execPath, [BIN, ...EXPORT, '--data-dir', data.folder], {
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let messages = '';
    child.stderr.on('data', (chunk: Buffer) => (messages += chunk.toString()));
    const ended = once(child, 'close');
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await ended).toEqual([0, null]);
    expect(messages).toBe('');
  });

  it('changes nothing in a data directory by looking into it', () => {
    // A copy, because this process still holds the original open, and its first readers clear away the logs.
    const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-cli-'));
    cpSync(data.folder, folder, { recursive: true });
    const look = () => {
      const school = ['--school', 'S1'];
      const print = ['ledger', 'print', ...school, '--add-on', 'parent-portal', '--reveal'];
      for (const words of [['schools'], EXPORT, print, ['settings', 'show', ...school]]) {
        expect(run(words, {}, folder).status).toBe(0);
      }
    };
    const snapshot = () =>
      readdirSync(folder).map((name) => {
        const file = path.join(folder, name);
        const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
        return { name, digest, modified: statSync(file).mtimeMs };
      });
    look();
    const before = snapshot();
    expect(before.map(({ name }) => name)).toContain('keys.db');
    look();
    expect(snapshot()).toEqual(before);
    rmSync(folder, { recursive: true });
  });

  it('starts without loading the services’ framework, which would take longer than the work', () => {
    const coverage = mkdtempSync(path.join(tmpdir(), 'gatehouse-cli-'));
    expect(run(EXPORT, { NODE_V8_COVERAGE: coverage }).status).toBe(0);
    const loaded = readdirSync(coverage)
      .map((name) => readFileSync(path.join(coverage, name), 'utf8'))
      .join('');
    expect(loaded).toContain('gatehouse/dist/run-command-line.js');
    expect(loaded).not.toContain('@nestjs');
    rmSync(coverage, { recursive: true });
  });
});
