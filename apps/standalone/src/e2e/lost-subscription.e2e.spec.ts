import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStoreTestServer } from '@gatehouse/engines';
import { startEventStoreTestServer } from '@gatehouse/engines';
import { until } from '@gatehouse/testing';
import type { Sandbox } from '@gatehouse/wonde-sandbox';
import { createSandbox } from '@gatehouse/wonde-sandbox';
import { ServiceProcess } from '../testing/service-process.js';

let folder: string;
let server: EventStoreTestServer;
let sandbox: Sandbox;
let service: ServiceProcess | undefined;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'gate-lost-'));
  server = await startEventStoreTestServer();
  sandbox = await createSandbox({ world: { schools: [] } });
});
afterEach(async () => {
  await service?.stopped('SIGKILL');
  await sandbox.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

const start = (name: 'cms-projector' | 'wonde-ingest') =>
  (service = new ServiceProcess(name, {
    GATEHOUSE_EVENT_STORE: server.address,
    GATEHOUSE_MESSAGE_BUS: `file:${folder}/bus.db`,
    GATEHOUSE_KEY_STORE: `file:${folder}/keys.db`,
    GATEHOUSE_READ_MODELS: `file:${folder}/read-models.db`,
    GATEHOUSE_MASTER_KEY: 'abcd'.repeat(16),
    GATEHOUSE_CMS_API_KEY: 'a-key-of-at-least-32-characters-for-specs',
    GATEHOUSE_HEALTH_PORT: '0',
    GATEHOUSE_PORT: '0',
    GATEHOUSE_SYNC_EVERY: '0',
    GATEHOUSE_INSECURE: 'true',
    WONDE_URL: sandbox.url,
    WONDE_TOKEN: sandbox.token,
  }));

/** A subscription that is gone must not be mistaken for one on which nothing happens. */
describe('a service whose subscription is lost', () => {
  it.each([
    ['cms-projector', 'error'],
    ['cms-projector', 'silently'],
    ['wonde-ingest', 'error'],
    ['wonde-ingest', 'silently'],
  ] as const)('%s (%s): is no longer ready, and its process ends with 1', async (name, how) => {
    const { health } = await start(name).said('Started.');
    await until('it has subscribed', () => server.subscriptions.size > 0);
    expect((await fetch(`${String(health)}/ready`)).status).toBe(200);
    server.dropSubscriptions(how);
    const died = await service!.said('The service has died.');
    expect(died['error']).toBe('EVENT_STORE_UNAVAILABLE');
    expect(await service!.ended()).toBe(1);
  });
});
