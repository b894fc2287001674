import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEmbeddedMessageBus } from '@gatehouse/message-bus/embedded';
import { ChildProcess, lockFile } from '@gatehouse/sqlite/testing';
import { until } from '@gatehouse/testing';

let folder: string;
let health: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'run-process-'))));
afterEach(async () => {
  await ChildProcess.killAll();
  rmSync(folder, { recursive: true });
});

async function started(...bus: string[]): Promise<ChildProcess> {
  const port = await freePort();
  health = `http://127.0.0.1:${port}`;
  const child = ChildProcess.start(new URL('./stops-when-told.fixture.mjs', import.meta.url), [
    folder,
    String(port),
    ...bus,
  ]);
  await child.messages.untilCount(1);
  await until('the service is ready', async () => (await ask('/ready')).status === 200);
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

async function ask(resource: string) {
  const response = await fetch(`${health}${resource}`);
  const body: unknown = await response.json();
  return { status: response.status, body };
}

describe('the process of a service whose bus answers and takes nothing', () => {
  it('says so in /health, from the first publish that is refused to the first that is taken', async () => {
    const child = await started();
    const publishes = async () => {
      const before = child.messages.seen.length;
      child.tell('publish');
      await child.messages.untilCount(before + 1);
      const { body } = await ask('/health');
      return [child.messages.seen.at(-1), (body as { details: object }).details];
    };
    expect(await publishes()).toMatchObject(['taken', { 'message-bus': { status: 'up' } }]);
    const lock = await lockFile(path.join(folder, 'bus.db'));
    const error = 'MESSAGE_BUS_UNAVAILABLE';
    expect(await publishes()).toMatchObject([error, { 'message-bus': { status: 'down', error } }]);
    await lock.free();
    expect(await publishes()).toMatchObject(['taken', { 'message-bus': { status: 'up' } }]);
    child.tell('stop');
    child.tell('terminate');
    expect(await child.ended()).toBe(0);
  });
});

describe('the process of a service whose file must not be written', () => {
  it('ends with 3 at its start', async () => {
    const service = new URL('./stops-when-told.fixture.mjs', import.meta.url);
    const child = ChildProcess.start(service, [folder, '0', 'file:/proc/self/status']);
    expect(await child.ended()).toBe(3);
  });
});

const FAILED = { ready: false, reason: 'failed', service: 'a service', error: 'TypeError' };

describe('the process of a service that has died', () => {
  it('is not ready within a second, live while it stops, and ends with 1', async () => {
    const child = await started();
    child.tell('die');
    const isRed = async () => (await ask('/ready')).status === 503;
    await until('the service is not ready', isRed, { withinMs: 1_000 });
    expect(await ask('/ready')).toEqual({ status: 503, body: FAILED });
    expect((await ask('/live')).status).toBe(200);
    child.tell('stop');
    expect(await child.ended()).toBe(1);
  });

  it('ends with 1 after 20 seconds when it does not stop', async () => {
    const child = await started();
    const began = performance.now();
    child.tell('die');
    expect(await child.ended()).toBe(1);
    expect(performance.now() - began).toBeGreaterThan(19_000);
    expect(performance.now() - began).toBeLessThan(30_000);
  });
});

describe('the process of a service whose dead letters are full', () => {
  it('is not ready within 15 seconds, works on, and is ready again when they are fewer', async () => {
    await started();
    const bus = openEmbeddedMessageBus(path.join(folder, 'bus.db'));
    const topic = 'records.dead-letters';
    const letter = { key: 'A1', value: {} };
    await bus.publish(topic, [letter]);
    await bus.publish(topic, [letter]);
    const answers = (status: number) =>
      until(`/ready answers ${status}`, async () => (await ask('/ready')).status === status, {
        withinMs: 15_000,
        everyMs: 50,
      });
    await answers(503);
    expect((await ask('/ready')).body).toEqual({ ready: false, reason: 'dead-letters-full', topic });
    expect((await ask('/live')).status).toBe(200);
    await bus.trim(topic, [`${topic}/0/0`]);
    await answers(200);
    await bus.close();
  });
});

describe('the process of a service whose brokers take connections and do not answer', () => {
  it('stops when asked with 0, without waiting for the count of dead letters', async () => {
    const asked = new Set<Socket>();
    const broker = createServer((socket) => void asked.add(socket)).listen(0, '127.0.0.1');
    await once(broker, 'listening');
    try {
      const child = await started(`kafka://127.0.0.1:${(broker.address() as AddressInfo).port}`);
      await until('dead letters are being counted', () => asked.size > 0);
      const began = performance.now();
      child.tell('stop');
      child.tell('terminate');
      expect(await child.ended()).toBe(0);
      // Each question to such a broker takes ten.
      expect(performance.now() - began).toBeLessThan(5_000);
    } finally {
      for (const socket of asked) socket.destroy();
      broker.close();
    }
  });
});
