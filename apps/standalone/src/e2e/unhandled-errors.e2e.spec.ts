import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { failingUnhandled, MARKED, until } from '@gatehouse/testing';
import { ServiceProcess, SERVICES } from '../testing/service-process.js';

let folder: string;
const children = new Set<{ kill(signal: NodeJS.Signals): unknown }>();
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'unhandled-'))));
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  rmSync(folder, { recursive: true, force: true });
});

/** An executable of the repository, its environment beside the usual one, and what it wrote. */
function run(bin: string, args: readonly string[], environment: { [variable: string]: string }) {
  const program = fileURLToPath(new URL(`../../../../${bin}`, import.meta.url));
  const env = { PATH: process.env['PATH'], ...environment };
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  const closed = once(child, 'close');
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (written.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (written.stderr += data.toString()));
  const said = (text: string) =>
    until(`it says "${text}"`, () => (written.stdout + written.stderr).includes(text), {
      withinMs: 120_000,
      seen: () => written.stderr,
    });
  const ended = async () => ((await closed) as [number | null])[0];
  return { child, written, said, ended };
}

/** No line of what was written, and no file, holds a marked value. */
function expectNothingMarked(written: { stdout: string; stderr: string }): void {
  expect(written.stdout).not.toMatch(MARKED);
  expect(written.stderr).not.toMatch(MARKED);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const marked = files.filter((file) =>
    MARKED.test(readFileSync(path.join(file.parentPath, file.name), 'latin1')),
  );
  expect(marked.map(({ name }) => name)).toEqual([]);
}

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '');

describe('an error that nobody handles', () => {
  it.each(SERVICES)('ends %s with 1, in order, and is in its log by class alone', async (name) => {
    const service = new ServiceProcess(name, {
      GATEHOUSE_EVENT_STORE: `file:${folder}/events.db`,
      GATEHOUSE_MESSAGE_BUS: `file:${folder}/bus.db`,
      GATEHOUSE_KEY_STORE: `file:${folder}/keys.db`,
      GATEHOUSE_READ_MODELS: `file:${folder}/read-models.db`,
      GATEHOUSE_MASTER_KEY: '0123456789abcdef'.repeat(4),
      GATEHOUSE_CMS_API_KEY: 'a-key-of-at-least-32-characters-for-specs',
      GATEHOUSE_HEALTH_PORT: '0',
      GATEHOUSE_PORT: '0',
      WONDE_URL: 'http://127.0.0.1:1/v1.0/',
      WONDE_TOKEN: 'a-token',
      ...failingUnhandled('error', 'SIGUSR2'),
    });
    await service.said('Started.');
    expect(await service.stopped('SIGUSR2')).toBe(1);
    const log = linesOf(service.stderr).map((line) => JSON.parse(line) as { msg: string });
    expect(log.filter(({ msg }) => msg === 'An error that nobody handled.')).toEqual([
      expect.objectContaining({ level: 50, error: 'Error' }),
    ]);
    const messages = log.map(({ msg }) => msg);
    expect(messages.indexOf('Stopping.')).toBeGreaterThan(messages.indexOf('An error that nobody handled.'));
    expectNothingMarked(service);
  });

  it('ends npm start with 1, and the sandbox with it', async () => {
    const start = run(
      'apps/standalone/bin/start.mjs',
      ['--data-dir', path.join(folder, 'data'), '--port', '0'],
      failingUnhandled('exception', 'SIGUSR2'),
    );
    await start.said('CMS API:');
    const sandbox = /Wonde sandbox: {2}(\S+)/.exec(start.written.stderr)?.[1] ?? '';
    expect((await fetch(sandbox)).status).toBeLessThan(500);
    start.child.kill('SIGUSR2');
    expect(await start.ended()).toBe(1);
    expect(linesOf(start.written.stderr).at(-1)).toBe('Unexpected: Error');
    await expect(fetch(sandbox)).rejects.toThrow();
    expectNothingMarked(start.written);
  });

  it('ends a command of gatehouse with 1', async () => {
    const words = ['schools', '--data-dir', folder];
    const command = run('tools/gatehouse/bin/gatehouse.mjs', words, failingUnhandled('getters', 'at once'));
    expect(await command.ended()).toBe(1);
    expect(linesOf(command.written.stderr).at(-1)).toBe('Ended by an error that nobody handled: Error');
    expectNothingMarked(command.written);
  });

  it('ends the sandbox with 1', async () => {
    const words = ['--schools', '1', '--pupils', '3'];
    const environment = failingUnhandled('aggregate', 'SIGUSR2');
    const sandbox = run('tools/wonde-sandbox/bin/wonde-sandbox.mjs', words, environment);
    await sandbox.said('Ctrl-C');
    sandbox.child.kill('SIGUSR2');
    expect(await sandbox.ended()).toBe(1);
    const told = 'Ended by an error that nobody handled: AggregateError';
    expect(linesOf(sandbox.written.stderr)).toEqual([told]);
    expectNothingMarked(sandbox.written);
  });
});

describe('an error that ends npm start', () => {
  const LISTENING_FAILS = `data:text/javascript,${encodeURIComponent(`
    import net from 'node:net';
    net.Server.prototype.listen = () => {
      throw Object.assign(new Error('MARKED Zyxwvut'), { code: 'MARKED Zyxwvut', name: 'MARKED Zyxwvut', cause: 'Zyxwvut' });
    };
  `)}`;

  it('is told by class, in the document, too', async () => {
    const start = run(
      'apps/standalone/bin/start.mjs',
      [...['--data-dir', path.join(folder, 'data'), '--json'], '--wonde-url', 'http://127.0.0.1:1/v1.0/'],
      { WONDE_TOKEN: 'a-token', NODE_OPTIONS: `--import ${LISTENING_FAILS}` },
    );
    expect(await start.ended()).toBe(1);
    expect(JSON.parse(start.written.stdout)).toEqual({
      schools: [],
      error: { code: 'UNEXPECTED', message: 'Error' },
    });
    expect(linesOf(start.written.stderr).at(-1)).toBe('Unexpected: Error');
    expectNothingMarked(start.written);
  });
});

describe('what was typed', () => {
  it.each([
    ['apps/standalone/bin/start.mjs', ['--\u009b2J\u202e']],
    ['tools/gatehouse/bin/gatehouse.mjs', ['schools', '--\u009b2J\u202e']],
    ['tools/gatehouse/bin/gatehouse.mjs', ['schools', '--data-dir', '/\u009b2J\u202e']],
    ['tools/wonde-sandbox/bin/wonde-sandbox.mjs', ['--\u009b2J\u202e']],
  ])('reaches no terminal raw from %s %j', async (bin, words) => {
    const { written, ended } = run(bin, words, {});
    expect([2, 3]).toContain(await ended());
    expect(written.stderr).toContain('\\u009b2J\\u202e');
    expect(written.stderr).toMatch(/^[^\u0080-\u009f\u202e]*$/);
  });
});
