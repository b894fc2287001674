import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStoreTestServer } from '@gatehouse/engines';
import { startEventStoreTestCluster, startEventStoreTestServer } from '@gatehouse/engines';
import { until } from '@gatehouse/testing';
import type { Sandbox } from '@gatehouse/wonde-sandbox';
import { createSandbox } from '@gatehouse/wonde-sandbox';
import type { ServiceName } from '../testing/service-process.js';
import { SERVICES, ServiceProcess } from '../testing/service-process.js';

let folder: string;
let server: EventStoreTestServer;
let sandbox: Sandbox;
let service: ServiceProcess | undefined;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'gate-interrupted-'));
  server = await startEventStoreTestServer();
  sandbox = await createSandbox({ world: { schools: [] } });
});
afterEach(async () => {
  await service?.stopped('SIGKILL');
  await sandbox.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

const start = (name: ServiceName, eventStore = server.address) =>
  (service = new ServiceProcess(name, {
    GATEHOUSE_EVENT_STORE: eventStore,
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

const FOLLOWERS = ['cms-projector', 'wonde-ingest'] as const;

/** A subscription that is gone must not be mistaken for one on which nothing happens, and must not end the service. */
describe('a service whose subscription is lost', () => {
  it.each(FOLLOWERS.flatMap((name) => (['error', 'silently'] as const).map((how) => [name, how] as const)))(
    '%s (%s): says so, goes on by itself, and says that, too',
    async (name, how) => {
      const { health } = await start(name).said('Started.');
      await until('it has subscribed', () => server.subscriptions.size > 0);
      server.dropSubscriptions(how);
      const { error } = await service!.said('A subscription is interrupted.');
      expect(error).toBe('EVENT_STORE_UNAVAILABLE');
      await service!.said('A subscription follows again.');
      expect((await fetch(`${String(health)}/ready`)).status).toBe(200);
      expect(await service!.stopped()).toBe(0);
    },
  );

  it.each(FOLLOWERS)(
    '%s, because a right was taken back: says which, and goes on once it is granted',
    async (name) => {
      const { health } = await start(name).said('Started.');
      const asked = async () => {
        const response = await fetch(`${String(health)}/health`);
        return { code: response.status, ...((await response.json()) as { error?: object }) };
      };
      await until('it has subscribed', () => server.subscriptions.size > 0);
      server.rights.readsAll = false;
      server.dropSubscriptions('silently');
      const what = 'grant the user the right to read $all';
      await until('it says what it needs', () => service!.stderr.includes(what));
      // The event store answers, and nothing is in hand: what it follows says so all the same.
      const follower = name === 'cms-projector' ? 'ledgers' : 'closings';
      await until('its health says so', async () => follower in ((await asked()).error ?? {}));
      expect(await asked()).toMatchObject({
        code: 503,
        error: { [follower]: { status: 'down', error: 'EVENT_STORE_REFUSED' } },
      });
      server.rights.readsAll = true;
      await service!.said('A subscription follows again.');
      await until('its health says so, too', async () => (await asked()).code === 200);
      expect(await service!.stopped()).toBe(0);
    },
  );
});

/** Starting again would not help: somebody has to grant something, or to correct the address. */
describe('a service that the event store refuses at the start', () => {
  it.each(SERVICES)('%s ends with 3 and says which right is missing', async (name) => {
    server.rights.readsAll = false;
    expect(await start(name).ended()).toBe(3);
    expect(service!.stderr).toContain(
      'GATEHOUSE_EVENT_STORE: EventStoreDB refuses to read $all: grant the user',
    );
  });

  it('ends with 3 when it may not append, unless it only reads', async () => {
    server.rights.unwritable = [''];
    expect(await start('contact-filter').ended()).toBe(3);
    expect(service!.stderr).toContain(
      'GATEHOUSE_EVENT_STORE: EventStoreDB refuses to append: grant the user',
    );
    await start('cms-projector').said('Started.');
    expect(await service!.stopped()).toBe(0);
  });

  it('ends with 3 when it may not read streams', async () => {
    server.rights.unreadable = [''];
    expect(await start('contact-filter').ended()).toBe(3);
    expect(service!.stderr).toContain('GATEHOUSE_EVENT_STORE: EventStoreDB refuses to read a stream: grant');
  });

  it('ends with 3 when the address names a follower alone', async () => {
    const cluster = await startEventStoreTestCluster(2);
    try {
      expect(await start('contact-filter', cluster.nodes[1]!.address).ended()).toBe(3);
      expect(service!.stderr).toContain('Name all nodes');
    } finally {
      await cluster.stop();
    }
  });
});

it('a service whose event store is not there at the start says what to look at, waits, and can be stopped', async () => {
  start('contact-filter', 'esdb://127.0.0.1:1?tls=false');
  const { what } = await service!.said('An engine does not answer, so the start is tried again.');
  expect(what).toContain('it cannot be reached (ECONNREFUSED): look whether it runs');
  expect(await service!.stopped()).toBe(0);
});
