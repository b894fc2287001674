import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const PROGRAM = fileURLToPath(new URL('../../../docker/image/make-secrets.mjs', import.meta.url));
const SECRETS = ['master-key', 'cms-api-key', 'wonde-token'];

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'secrets-'));
  for (const name of SECRETS) mkdirSync(path.join(root, name));
});
afterEach(() => rmSync(root, { recursive: true }));

const fileOf = (name: string) => path.join(root, name, 'value');
const read = () => SECRETS.map((name) => readFileSync(fileOf(name), 'utf8'));
const make = () => {
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, root], { encoding: 'utf8' });
  return { status, stderr };
};

describe('the maker of secrets', () => {
  it('makes each once, for its owner to read', () => {
    expect(make().status).toBe(0);
    const made = read();
    for (const secret of made) expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(made).size).toBe(SECRETS.length);
    for (const name of SECRETS) {
      expect(statSync(fileOf(name)).mode & 0o777).toBe(0o400);
      expect(readdirSync(path.join(root, name))).toEqual(['value']);
    }
  });

  it('replaces none', () => {
    make();
    const made = read();
    expect(make()).toEqual({ status: 0, stderr: '' });
    expect(read()).toEqual(made);
  });

  it.each(SECRETS)('leaves %s that was given, and makes the others', (given) => {
    writeFileSync(fileOf(given), 'given by somebody');
    const { stderr } = make();
    expect(readFileSync(fileOf(given), 'utf8')).toBe('given by somebody');
    const others = SECRETS.filter((name) => name !== given);
    expect(stderr.trim().split('\n')).toEqual(others.map((name) => `Made ${fileOf(name)}`));
  });

  it('tells which it made, and never what it is', () => {
    const { stderr } = make();
    for (const secret of read()) expect(stderr).not.toContain(secret);
    expect(stderr).toContain(fileOf('master-key'));
  });

  it('fails where a secret has no folder', () => {
    rmSync(path.join(root, 'wonde-token'), { recursive: true });
    expect(make().status).not.toBe(0);
  });
});
