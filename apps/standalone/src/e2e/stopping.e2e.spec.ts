import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ChildProcess, lockFile } from '@gatehouse/sqlite/testing';
import { until } from '@gatehouse/testing';
import { ServiceProcess, SERVICES } from '../testing/service-process.js';

const WITHIN_S = 20;

let folder: string;
let killing: (() => void)[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stopping-'));
  killing = [];
});
afterEach(async () => {
  for (const kill of killing) kill();
  await ChildProcess.killAll();
  rmSync(folder, { recursive: true, force: true });
});

/** `npm start` as a terminal starts it: in a group of processes of its own, which a Ctrl-C goes to as a whole. */
function npmStart() {
  const root = fileURLToPath(new URL('../../../..', import.meta.url));
  const args = ['start', '--silent', '--', '--data-dir', path.join(folder, 'data'), '--port', '0'];
  const child = spawn('npm', args, { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (written += data.toString()));
  const toGroup = (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid ?? 0), signal);
  };
  killing.push(() => toGroup('SIGKILL'));
  return {
    written: () => written,
    said: (text: string) =>
      until(`it says "${text}"`, () => written.includes(text), { everyMs: 20, seen: () => written }),
    ctrlC: () => toGroup('SIGINT'),
    signal: toGroup,
    /** The exit code, as a shell tells it, and after how many seconds from now. */
    ended: async () => {
      const began = performance.now();
      const [code, signal] = (await ended) as [number | null, NodeJS.Signals | null];
      return {
        code: signal === 'SIGINT' ? 130 : (code ?? signal),
        seconds: (performance.now() - began) / 1_000,
      };
    },
  };
}

/** Connections of clients that leave their request undone. */
async function openTo(address: string): Promise<void> {
  const { port, pathname } = new URL(address);
  const whole = `GET ${pathname} HTTP/1.1\r\nHost: x\r\n\r\n`;
  for (const sent of ['', whole.slice(0, -2), whole]) {
    const socket: Socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
    killing.push(() => socket.destroy());
    await once(socket, 'connect');
    if (sent === '') continue;
    socket.write(sent);
    if (sent === whole) await once(socket, 'data');
  }
}

describe('a Ctrl-C under npm start', () => {
  it.each([
    ['while it starts', 'Data directory:'],
    ['when the sandbox is there', 'Wonde sandbox:'],
    ['while it reads', 'reading,'],
    ['while it decides', 'deciding,'],
  ])('%s ends it with 130, because nothing was synchronised as a whole', async (_, text) => {
    const start = npmStart();
    await start.said(text);
    start.ctrlC();
    const { code, seconds } = await start.ended();
    expect({ code, written: start.written() }).toEqual({
      code: 130,
      written: expect.stringContaining('Stopped before the synchronisation had ended.'),
    });
    expect(seconds).toBeLessThan(WITHIN_S);
  });

  it.each(['events.db', 'bus.db', 'keys.db', 'read-models.db'])(
    'while another process has %s to itself ends it with 130',
    async (name) => {
      const start = npmStart();
      await start.said('deciding,');
      await lockFile(path.join(folder, 'data', name));
      start.ctrlC();
      const { code, seconds } = await start.ended();
      expect({ code, written: start.written() }).toEqual({ code: 130, written: expect.any(String) });
      expect(seconds).toBeLessThan(WITHIN_S);
    },
  );

  it('while it serves ends it with 0, and the sandbox, whoever is connected to them, and however often it comes', async () => {
    const start = npmStart();
    await start.said('Stop:     Ctrl-C');
    const address = (name: string) => new RegExp(`${name}: +(\\S+)`).exec(start.written())?.[1] ?? '';
    await openTo(address('CMS API'));
    await openTo(address('Wonde sandbox'));
    start.ctrlC();
    start.ctrlC();
    start.signal('SIGTERM');
    const { code, seconds } = await start.ended();
    expect({ code, written: start.written() }).toEqual({ code: 0, written: expect.any(String) });
    expect(seconds).toBeLessThan(WITHIN_S);
    await expect(fetch(address('Wonde sandbox'))).rejects.toThrow();
  });

  it('that comes again a second later ends it at once, with 130', async () => {
    const start = npmStart();
    await start.said('Stop:     Ctrl-C');
    // The API waits some seconds for this client.
    await openTo(/CMS API: +(\S+)/.exec(start.written())?.[1] ?? '');
    start.ctrlC();
    await start.said('Stopping');
    // What comes within a second is the same request: this is what has to pass, and not a wait for anything.
    await pause(1_200);
    start.ctrlC();
    const { code, seconds } = await start.ended();
    expect(code).toBe(130);
    expect(seconds).toBeLessThan(2);
  });
});

describe('a service that is asked to stop', () => {
  const start = (name: (typeof SERVICES)[number], more: { [variable: string]: string } = {}) => {
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
      ...more,
    });
    killing.push(() => void service.stopped('SIGKILL'));
    return service;
  };

  it.each(SERVICES)('ends with 0 (%s), whoever is connected to it', async (name) => {
    const service = start(name);
    const { health } = await service.said('Started.');
    await openTo(`${String(health)}/ready`);
    if (name === 'cms-projector') {
      const { address } = await service.said('Serving the CMS API.');
      await openTo(`${String(address)}/v1/schools`);
    }
    const began = performance.now();
    void service.stopped('SIGINT');
    expect(await service.stopped('SIGTERM')).toBe(0);
    expect(performance.now() - began).toBeLessThan(WITHIN_S * 1_000);
  });

  it('ends with 0 while another process has the bus to itself, of which no service ends', async () => {
    const services = SERVICES.map((name) => start(name));
    for (const service of services) await service.said('Started.');
    const lock = await lockFile(path.join(folder, 'bus.db'));
    const consuming = services.filter(({ name }) => /policy|filter|calendar/.test(name));
    for (const service of consuming) await service.said('A consumer is interrupted.');
    await lock.free();
    for (const service of consuming) await service.said('A consumer goes on.');
    await lockFile(path.join(folder, 'bus.db'));
    const began = performance.now();
    const codes = await Promise.all(services.map((service) => service.stopped()));
    expect(codes).toEqual([0, 0, 0, 0, 0]);
    expect(performance.now() - began).toBeLessThan(WITHIN_S * 1_000);
  });

  it('ends with 0 while its code is being loaded, too', async () => {
    const tell = `process.on('newListener', (name) => name === 'SIGTERM' && process.stderr.write('It listens.'));`;
    const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(tell)}`;
    const service = start('cms-projector', { NODE_OPTIONS });
    await until('it listens', () => service.stderr !== '');
    expect(await service.stopped()).toBe(0);
  });
});
