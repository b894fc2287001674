import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunClosed } from '@gatehouse/schemas';
import { KINDS, TOPICS } from '@gatehouse/schemas';
import type { EventStoreTestServer } from '@gatehouse/engines';
import { startEventStoreTestServer, startKafkaBehindProxy, startMongodb } from '@gatehouse/engines';
import { openEmbeddedMessageBus } from '@gatehouse/message-bus/embedded';
import { until } from '@gatehouse/testing';
import type { Sandbox } from '@gatehouse/wonde-sandbox';
import { createSandbox } from '@gatehouse/wonde-sandbox';
import { Door } from '../../testing/door.js';
import type { ServiceName } from '../testing/service-process.js';
import { SERVICES, ServiceProcess } from '../testing/service-process.js';

/** A minute until it counts, ten seconds until MongoDB's client gives a question up, and as long until the next one. */
const RED_WITHIN_MS = 90_000;
/** Where it takes connections and does not answer it is given up after 20 seconds at Kafka. */
const FROZEN_RED_WITHIN_MS = 120_000;
/** The longest pause before a batch comes again, or an engine is asked again, and until the client sees the server. */
const BACK_WITHIN_MS = 40_000;

let folder: string;
let sandbox: Sandbox;
let processes: ServiceProcess[];
let doors: Door[];
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'engines-away-'));
  sandbox = await createSandbox({ world: { schools: [] } });
  [processes, doors] = [[], []];
});
afterEach(async () => {
  for (const running of processes) await running.stopped('SIGKILL');
  for (const door of doors) await door.shut();
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

async function doorTo(server: string, options?: { isOpen: boolean }): Promise<Door> {
  const door = await Door.to(server, options);
  doors.push(door);
  return door;
}

/** A service on files, save for what is given; tells how it stands. */
function start(name: ServiceName, engines: { [variable: string]: string }) {
  const service = new ServiceProcess(name, {
    GATEHOUSE_EVENT_STORE: `file:${folder}/events.db`,
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
    ...engines,
  });
  processes.push(service);
  const ask = async (resource: '/ready' | '/health') => {
    const { health } = await service.said('Started.');
    const response = await fetch(`${String(health)}${resource}`);
    return { code: response.status, ...((await response.json()) as object) };
  };
  const ready = () => ask('/ready');
  const turns = async (code: 200 | 503, withinMs: number) => {
    const isSo = async () => (await ready()).code === code;
    await until(`/ready of ${name} is ${code}`, isSo, {
      withinMs,
      everyMs: 250,
      seen: () => service.stderr,
    });
  };
  const health = () => ask('/health');
  /** Each asks its engines in a time of its own. */
  const isWell = async () => {
    const isSo = async () => JSON.stringify(await health()).includes('"error":{}');
    const options = { withinMs: BACK_WITHIN_MS, everyMs: 250, seen: () => service.stderr.slice(-4000) };
    await until(`${name} is well`, isSo, options);
    expect(await health()).toMatchObject({ status: 'ok', error: {} });
  };
  return { name, service, ready, health, turns, isWell };
}

/** What the CMS is answered. */
async function read(service: ServiceProcess) {
  const { address } = await service.said('Serving the CMS API.');
  const headers = { authorization: 'Bearer a-key-of-at-least-32-characters-for-specs' };
  const answer = await fetch(`${String(address)}/v1/schools`, { headers });
  return { status: answer.status, asOf: answer.headers.get('gatehouse-as-of'), body: await answer.json() };
}

const down = (error: string) => ({ status: 'down', since: expect.any(String), error });

const mongodb = await startMongodb();

if ('unavailable' in mongodb) {
  it.skip(`engine mongodb is not available: ${mongodb.unavailable}`, () => {});
} else {
  afterAll(() => mongodb.stop());
  const keyStoreBehind = ({ address }: Door) => ({
    GATEHOUSE_KEY_STORE: `mongodb://${address}/engines-away-${Date.now()}?directConnection=true`,
  });

  describe('services whose MongoDB is away', () => {
    it('say within 90 seconds that they are not ready, each why, work on, and are ready again by themselves', async () => {
      const door = await doorTo(mongodb.address);
      const engines = keyStoreBehind(door);
      const services = SERVICES.map((name) => start(name, engines));
      const [cms] = services.filter(({ name }) => name === 'cms-projector');
      const [policy] = services.filter(({ name }) => name === 'permission-policy');
      for (const { turns } of services) await turns(200, 60_000);
      expect(await policy!.health()).toMatchObject({
        status: 'ok',
        info: {
          'key-store': { status: 'up' },
          'event-store': { status: 'up' },
          'mis.records': { status: 'up' },
        },
      });
      await door.shut();

      const bus = openEmbeddedMessageBus(path.join(folder, 'bus.db'));
      const kinds = Object.fromEntries(KINDS.map((kind) => [kind, { state: 'not-permitted' }]));
      const value = { type: 'run-closed', schoolId: 'A1', run: 0, kinds } as unknown as RunClosed;
      await bus.publish(TOPICS.records, [{ key: 'A1', value }]);
      await bus.close();

      const others = services.filter(({ name }) => name !== 'cms-projector');
      await Promise.all(others.map(({ turns }) => turns(503, RED_WITHIN_MS)));
      const error = 'KEY_STORE_UNAVAILABLE';
      for (const { name, ready } of others.filter(({ name }) => name !== 'permission-policy')) {
        const why = { code: 503, reason: 'engine-away', engine: 'key-store', error };
        expect([name, await ready()]).toMatchObject([name, why]);
      }
      await policy!.service.said('Stalled: what it has to do fails, or does not finish.');
      const isStalled = async () => 'consumer' in (await policy!.ready());
      await until('the consumer is stalled', isStalled, { withinMs: RED_WITHIN_MS, everyMs: 250 });
      expect(await policy!.ready()).toMatchObject({ reason: 'stalled', consumer: TOPICS.records, error });
      expect(await policy!.health()).toMatchObject({
        status: 'error',
        info: { 'event-store': { status: 'up' }, 'message-bus': { status: 'up' } },
        error: { 'key-store': down(error), [TOPICS.records]: down(error) },
      });
      // What it serves it has.
      expect(await cms!.ready()).toMatchObject({ code: 200 });
      expect(await cms!.health()).toMatchObject({ code: 503, error: { 'key-store': down(error) } });

      await door.open();
      await Promise.all(others.map(({ turns }) => turns(200, BACK_WITHIN_MS)));
      for (const { isWell } of services) await isWell();
      await policy!.service.said('No longer stalled.');
      const codes = await Promise.all(services.map(({ service }) => service.stopped()));
      expect(codes).toEqual([0, 0, 0, 0, 0]);
    });

    it('wait for it at their start, and can be stopped meanwhile', async () => {
      const door = await doorTo(mongodb.address, { isOpen: false });
      const waiting = start('contact-filter', keyStoreBehind(door));
      const stopped = start('calendar-sync', keyStoreBehind(door));
      for (const { service } of [waiting, stopped]) {
        await service.said('An engine does not answer, so the start is tried again.');
      }
      expect(await stopped.service.stopped()).toBe(0);
      await door.open();
      await waiting.turns(200, BACK_WITHIN_MS);
      expect(await waiting.service.stopped()).toBe(0);
    });
  });
}

const kafka = await startKafkaBehindProxy();

if ('unavailable' in kafka || 'unavailable' in mongodb) {
  it.skip('engines kafka and mongodb are not both available', () => {});
  afterAll(async () => ('stop' in kafka ? kafka.stop() : undefined));
} else {
  const { way } = kafka;
  afterAll(() => kafka.stop());

  describe('services whose Kafka takes connections and answers nothing, and one whose read models are away', () => {
    it('say so, each of what it cannot do without, and are ready again by themselves', async () => {
      const door = await doorTo(mongodb.address);
      const readModels = {
        GATEHOUSE_READ_MODELS: `mongodb://${door.address}/away-${Date.now()}?directConnection=true`,
      };
      const onKafka = { GATEHOUSE_MESSAGE_BUS: `kafka://${kafka.address}?partitions=1` };
      const [consumer, publisher, cms] = [
        start('permission-policy', onKafka),
        start('wonde-ingest', onKafka),
        start('cms-projector', onKafka),
      ];
      const withoutReadModels = start('cms-projector', readModels);
      const all = [consumer, publisher, cms, withoutReadModels];
      for (const { turns } of all) await turns(200, 60_000);
      way.freeze();
      await door.shut();

      const away = (engine: string, error: string) => ({ code: 503, reason: 'engine-away', engine, error });
      const turnsRed = [consumer, publisher, withoutReadModels];
      await Promise.all(turnsRed.map(({ turns }) => turns(503, FROZEN_RED_WITHIN_MS)));
      for (const service of [consumer, publisher]) {
        expect(await service.ready()).toMatchObject(away('message-bus', 'MESSAGE_BUS_UNAVAILABLE'));
      }
      expect(await withoutReadModels.ready()).toMatchObject(away('read-models', 'READ_MODELS_UNAVAILABLE'));
      for (const { service } of turnsRed) {
        await service.said('Stalled: what it has to do fails, or does not finish.');
      }
      expect((await read(withoutReadModels.service)).status).toBe(503);
      // The CMS goes on reading.
      expect(await cms.ready()).toMatchObject({ code: 200 });
      expect((await read(cms.service)).status).toBe(200);
      const isDown = { 'message-bus': down('MESSAGE_BUS_UNAVAILABLE') };
      expect(await cms.health()).toMatchObject({
        code: 503,
        info: { 'read-models': { status: 'up' } },
        error: isDown,
      });

      way.mend();
      await door.open();
      await Promise.all(turnsRed.map(({ turns }) => turns(200, BACK_WITHIN_MS)));
      await Promise.all(all.map((one) => one.isWell()));
      for (const { service } of turnsRed) await service.said('No longer stalled.');
      const codes = await Promise.all(all.map(({ service }) => service.stopped()));
      expect(codes).toEqual([0, 0, 0, 0]);
    });
  });
}

describe('services whose event store is away', () => {
  let server: EventStoreTestServer;

  beforeEach(async () => void (server = await startEventStoreTestServer()));
  afterEach(() => server.stop());

  it('go on, the CMS API ready all the while, and follow again by themselves', async () => {
    const { host } = new URL(server.address);
    const door = await doorTo(server.address);
    const engines = { GATEHOUSE_EVENT_STORE: server.address.replace(host, door.address) };
    const [cms, ingest] = [start('cms-projector', engines), start('wonde-ingest', engines)];
    for (const { turns } of [cms, ingest]) await turns(200, 60_000);
    await until('they have subscribed', () => server.subscriptions.size >= 4);
    await door.shut();
    const error = 'EVENT_STORE_UNAVAILABLE';
    for (const { service } of [cms, ingest]) {
      expect(await service.said('A subscription is interrupted.')).toMatchObject({ error });
    }
    await ingest.turns(503, RED_WITHIN_MS);
    // What it follows is interrupted at once; the engine itself is asked in its turn.
    const reason = expect.stringMatching(/^(?:engine-away|stalled)$/) as unknown;
    expect(await ingest.ready()).toMatchObject({ reason, error });
    expect(await cms.ready()).toMatchObject({ code: 200 });
    expect(await read(cms.service)).toMatchObject({ status: 200, asOf: expect.any(String) });
    expect(await cms.health()).toMatchObject({ code: 503, error: { 'event-store': down(error) } });
    await door.open();
    for (const { service, turns } of [cms, ingest]) {
      await service.said('A subscription follows again.');
      await turns(200, BACK_WITHIN_MS);
      expect(await service.stopped()).toBe(0);
    }
  });

  it('leave the CMS API what it had, also over a restart; it says how old that is, and follows when it can', async () => {
    const { host } = new URL(server.address);
    const door = await doorTo(server.address);
    const engines = { GATEHOUSE_EVENT_STORE: server.address.replace(host, door.address) };
    const before = start('cms-projector', engines);
    await before.turns(200, 60_000);
    const isConfirmed = async () => (await read(before.service)).status === 200;
    await until('its lists are confirmed', isConfirmed);
    const { asOf } = await read(before.service);
    expect(await before.service.stopped()).toBe(0);
    await door.shut();

    const nothingYet = start('cms-projector', {
      ...engines,
      GATEHOUSE_READ_MODELS: `file:${folder}/others.db`,
      GATEHOUSE_MESSAGE_BUS: `file:${folder}/other-bus.db`,
    });
    await nothingYet.turns(200, BACK_WITHIN_MS);
    const starting = { status: 503, asOf: null, body: { type: 'urn:gatehouse:problem:starting' } };
    expect(await read(nothingYet.service)).toMatchObject(starting);
    expect(await nothingYet.service.stopped()).toBe(0);

    const after = start('cms-projector', engines);
    await after.turns(200, BACK_WITHIN_MS);
    expect(await read(after.service)).toMatchObject({ status: 200, asOf });
    await door.open();
    const isNewer = async () => String((await read(after.service)).asOf) > String(asOf);
    await until('it has followed', isNewer, { withinMs: BACK_WITHIN_MS, everyMs: 100 });
    expect(await after.service.stopped()).toBe(0);
  });
});
