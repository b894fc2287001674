import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const file = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const README = readFileSync(file('../../../README.md'), 'utf8');

/** What the README shows of the first start, without what differs from machine to machine. */
const shown = /came in, what did not, and why:\n\n```text\n([^`]+)```/.exec(README)?.[1] ?? '';
const comparable = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim().replace(/\d+\.\d s$/, 'N s'))
    .filter((line) => line !== '' && !line.startsWith('…'));

describe('the first start, as a newcomer types it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'readme-'));
  let output: string;
  let messages: string;

  beforeAll(() => {
    const argv = [file('../bin/start.mjs'), '--once', '--data-dir', path.join(folder, 'data')];
    const env = { ...process.env, NODE_OPTIONS: '' };
    const started = spawnSync(process.execPath, argv, { encoding: 'utf8', env });
    output = started.stdout;
    messages = started.stderr;
    expect(started.status).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('prints every line that the README shows', () => {
    // Long explanations are wrapped in the README; the addresses come with a start that goes on serving.
    const printed = comparable(output);
    const tables = comparable(shown).filter((line) =>
      /^(\S+ .*\): (completed|skipped)|add-on|email-text$|parent-portal$|parents-evening$|mis-calendar$|kept out, by reason|! |.* \d+ +\d+ +\d+ +\d+ +\d+)/.test(
        line,
      ),
    );
    expect(tables.length).toBeGreaterThan(20);
    expect(printed).toEqual(expect.arrayContaining(tables));
  });

  it('says on standard error where the data are, and shows progress', () => {
    expect(messages).toContain(path.join(folder, 'data'));
    expect(messages).toMatch(/Millbrook Academy, Wakefield: reading, \d+ records decided/);
  });
});
