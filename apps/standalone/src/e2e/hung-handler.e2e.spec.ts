import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { closingsStream, syncStream } from '@gatehouse/schemas';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import type { Sandbox } from '@gatehouse/wonde-sandbox';
import { createSandbox } from '@gatehouse/wonde-sandbox';
import { aSchool, contact, SCHOOL, student } from '../../testing/a-school.js';
import { readStream } from '../../testing/read-ledgers.js';
import type { ServiceName } from '../testing/service-process.js';
import { ServiceProcess } from '../testing/service-process.js';

/** Whatever a handler begins never settles, and asks no engine for anything. */
const HANGING = `
  import { AsyncLocalStorage } from 'node:async_hooks';
  const { run } = AsyncLocalStorage.prototype;
  AsyncLocalStorage.prototype.run = function (store, ...work) {
    return store?.constructor?.name.endsWith('WorkInHand') ? new Promise(() => {}) : run.call(this, store, ...work);
  };`;

let folder: string;
let sandbox: Sandbox;
let processes: ServiceProcess[];
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'hung-handler-'));
  processes = [];
  const records = { students: [student('kim', [contact('mum')])] };
  sandbox = await createSandbox({ world: { schools: [aSchool(records)] } });
});
afterEach(async () => {
  for (const running of processes) await running.stopped('SIGKILL');
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

function start(name: ServiceName, more: { [variable: string]: string } = {}): ServiceProcess {
  const service = new ServiceProcess(name, {
    GATEHOUSE_EVENT_STORE: `file:${folder}/events.db`,
    GATEHOUSE_MESSAGE_BUS: `file:${folder}/bus.db`,
    GATEHOUSE_KEY_STORE: `file:${folder}/keys.db`,
    GATEHOUSE_MASTER_KEY: 'abcd'.repeat(16),
    GATEHOUSE_INSTANCE: 'e2e',
    GATEHOUSE_HEALTH_PORT: '0',
    GATEHOUSE_HANDLER_LIMIT: '1',
    WONDE_URL: sandbox.url,
    WONDE_TOKEN: sandbox.token,
    ...more,
  });
  processes.push(service);
  return service;
}

async function read(stream: string) {
  const eventStore = openEmbeddedEventStore(path.join(folder, 'events.db'));
  try {
    return (await readStream({ eventStore }, stream)).map(({ type, data }) => ({ type, ...data }));
  } finally {
    await eventStore.close();
  }
}

/** A synchronisation from the start of wonde-ingest to its end. */
async function synchronised(): Promise<void> {
  const ingest = start('wonde-ingest', { GATEHOUSE_SYNC_EVERY: '0' });
  await ingest.said('The synchronisation has ended.');
  expect(await ingest.stopped()).toBe(0);
}

describe('a service whose handler hangs although its engines answer', () => {
  it('gives the run up in its ledgers, for good, and its process ends with 1; started again it goes on', async () => {
    const others = [start('permission-policy'), start('calendar-sync')];
    const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(HANGING)}`;
    const hung = start('contact-filter', { NODE_OPTIONS });
    for (const service of [...others, hung]) await service.said('Started.');
    await synchronised();
    const told = await hung.said('A handler hangs and is given up. The process ends soon.');
    expect(told).toMatchObject({ error: 'HANDLER_HUNG', schoolId: SCHOOL });
    const givenUp = { run: 1, outcome: 'given-up', error: 'HANDLER_HUNG' };
    for (const addOn of ['email-text', 'parent-portal', 'parents-evening'] as const)
      expect(await read(closingsStream(SCHOOL, addOn))).toEqual([expect.objectContaining(givenUp)]);
    const [calendar] = await read(closingsStream(SCHOOL, 'mis-calendar'));
    expect(calendar).toMatchObject({ run: 1, outcome: 'closed' });
    expect((await read(syncStream(SCHOOL))).at(-1)).toMatchObject({ run: 1, outcome: 'partial' });
    expect(await hung.ended()).toBe(1);

    const again = start('contact-filter');
    await again.said('Started.');
    await synchronised();
    expect((await read(syncStream(SCHOOL))).at(-1)).toMatchObject({ outcome: 'completed' });
    for (const service of [...others, again]) expect(await service.stopped()).toBe(0);
  });
});
