import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CHECKPOINT } from '@gatehouse/cms-projector/collections';
import { STREAM_PREFIXES, syncStream } from '@gatehouse/schemas';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import { openEmbeddedReadModels } from '@gatehouse/read-models/embedded';
import { until } from '@gatehouse/testing';
import { generateWorld } from '@gatehouse/wonde-sandbox';
import { comparableAtRest, copyDataDirectory } from '../../testing/comparable-at-rest.js';
import { gatehouse } from '../../testing/command-line.js';
import { Gate } from '../../testing/gate.js';
import type { ServiceName } from '../testing/service-process.js';
import { SERVICES, ServiceProcess } from '../testing/service-process.js';

const IDENTITY = ['installation.json', 'master.key', 'cms-api.key'];

let parent: string;
let processes: ServiceProcess[];
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'gate-processes-'));
  processes = [];
});
afterEach(async () => {
  for (const running of processes) await running.stopped('SIGKILL');
  rmSync(parent, { recursive: true });
});

const folderOf = (name: string) => path.join(parent, name);

const enginesIn = (folder: string) => ({
  GATEHOUSE_EVENT_STORE: `file:${folder}/events.db`,
  GATEHOUSE_MESSAGE_BUS: `file:${folder}/bus.db`,
  GATEHOUSE_KEY_STORE: `file:${folder}/keys.db`,
  GATEHOUSE_READ_MODELS: `file:${folder}/read-models.db`,
  GATEHOUSE_HEALTH_PORT: '0',
  GATEHOUSE_PORT: '0',
  GATEHOUSE_INSTANCE: 'e2e',
  GATEHOUSE_SYNC_EVERY: '0',
});

function start(name: ServiceName, environment: { [variable: string]: string }, args?: string[]) {
  const started = new ServiceProcess(name, environment, args);
  processes.push(started);
  return started;
}

/** Resolves when all that stands in the ledgers is in the read models. */
async function projected(folder: string): Promise<void> {
  const store = openEmbeddedEventStore(path.join(folder, 'events.db'));
  const models = openEmbeddedReadModels(path.join(folder, 'read-models.db'));
  try {
    const end = await store.lastPosition([STREAM_PREFIXES.ledger, STREAM_PREFIXES.sync]);
    if (end === null) throw new Error('Nothing was appended.');
    const isThere = async () => ((await models.checkpoint(CHECKPOINT)) ?? '') >= end;
    await until('everything projected', isThere, { everyMs: 50 });
  } finally {
    await models.close();
    await store.close();
  }
}

/** Resolves when so many runs of the school have completed. */
async function completed(folder: string, schoolId: string, runs: number): Promise<void> {
  const store = openEmbeddedEventStore(path.join(folder, 'events.db'));
  try {
    await until(
      'runs completed',
      async () => {
        let seen = 0;
        for await (const events of store.read(syncStream(schoolId))) {
          seen += events.filter(({ type }) => type === 'SyncRunCompleted').length;
        }
        return seen >= runs;
      },
      { everyMs: 50 },
    );
  } finally {
    await store.close();
  }
}

const ask = async (address: unknown, key?: string) => {
  const headers = new Headers(key ? { authorization: `Bearer ${key}` } : undefined);
  const response = await fetch(String(address), { headers });
  const body: unknown = await response.json();
  return { status: response.status, body };
};

describe('five services as five processes', () => {
  it('come to the ledgers and documents of one process, and stop with 0 when asked', async () => {
    const gate = await Gate.open({ world: generateWorld({ seed: 5, schools: 2, pupils: 40 }) });
    try {
      const { schools } = await gate.sync();
      const ids = schools.map(({ schoolId }) => schoolId);
      const folder = folderOf('data');
      copyDataDirectory(gate.directory.folder, folder, IDENTITY);
      const environment = {
        ...enginesIn(folder),
        GATEHOUSE_MASTER_KEY_FILE: path.join(folder, 'master.key'),
        GATEHOUSE_CMS_API_KEY_FILE: path.join(folder, 'cms-api.key'),
        WONDE_URL: gate.sandbox.url,
        WONDE_TOKEN: gate.sandbox.token,
      };
      const services = SERVICES.map((name) => start(name, environment));
      for (const service of services) {
        const { health } = await service.said('Started.');
        expect(await ask(`${String(health)}/live`)).toEqual({ status: 200, body: { live: true } });
        expect(await ask(`${String(health)}/ready`)).toEqual({ status: 200, body: { ready: true } });
      }
      await services[0]?.said('The synchronisation has ended.');
      const request = [
        'sync',
        'request',
        '--school',
        ids[0] ?? '',
        '--actor',
        'e2e',
        '--reason',
        'a spec',
        '--json',
      ];
      expect(JSON.parse(await gatehouse(request, enginesIn(folder)))).toEqual({
        schoolId: ids[0],
        revision: 0,
      });
      await completed(folder, ids[0] ?? '', 2);
      await projected(folder);
      const { address } = (await services.at(-1)?.said('Serving the CMS API.')) ?? {};
      expect((await ask(`${String(address)}/v1/schools`)).status).toBe(401);
      expect((await ask(`${String(address)}/v1/schools`, gate.directory.apiKey)).status).toBe(200);

      const codes = await Promise.all(
        services.map(async (service) => [service.name, await service.stopped()]),
      );
      expect(codes).toEqual(SERVICES.map((name) => [name, 0]));

      const found = await comparableAtRest(folder, ids);
      for (const id of ids) expect(found[id]).toEqual(await gate.comparable(id));
    } finally {
      await gate.close();
    }
  });
});

describe('the process of a service', () => {
  const KEY = 'abcd'.repeat(16);

  it('tells its variables, each on a line, and takes no other argument', async () => {
    const help = start('cms-projector', {}, ['--help']);
    expect(await help.ended()).toBe(0);
    expect(help.stdout).toMatch(/^cms-projector: /);
    for (const variable of ['GATEHOUSE_READ_MODELS *', 'GATEHOUSE_HEALTH_PORT', 'GATEHOUSE_CMS_API_KEY *']) {
      expect(help.stdout).toContain(`\n  ${variable} `);
    }
    expect(await start('cms-projector', {}, ['--port', '1']).ended()).toBe(2);
  });

  it('ends with 3 and names every variable that it needs, and no other', async () => {
    const wrong = start('wonde-ingest', { GATEHOUSE_SYNC_EVERY: 'often' });
    expect(await wrong.ended()).toBe(3);
    const named = wrong.stderr.match(/^[A-Z_]+(?= (is not set|cannot be used)\. .+\.$)/gm);
    expect(named?.sort()).toEqual([
      'GATEHOUSE_EVENT_STORE',
      'GATEHOUSE_KEY_STORE',
      'GATEHOUSE_MASTER_KEY',
      'GATEHOUSE_MESSAGE_BUS',
      'GATEHOUSE_SYNC_EVERY',
      'WONDE_TOKEN',
      'WONDE_URL',
    ]);
  });

  it('refuses another master key than that of the key store', async () => {
    const first = start('calendar-sync', { ...enginesIn(parent), GATEHOUSE_MASTER_KEY: KEY });
    await first.said('Started.');
    const other = start('calendar-sync', { ...enginesIn(parent), GATEHOUSE_MASTER_KEY: 'cdef'.repeat(16) });
    expect(await other.ended()).toBe(3);
    expect(other.stderr).toContain('GATEHOUSE_MASTER_KEY is not the key that this key store was made with.');
    expect(await first.stopped('SIGINT')).toBe(0);
    expect(existsSync(path.join(parent, 'read-models.db'))).toBe(false);
  });

  it.each([
    ['plain text', 'GATEHOUSE_EVENT_STORE', 'esdb://name:SECRET@127.0.0.1:1?tls=false'],
    ['the default password', 'GATEHOUSE_EVENT_STORE', 'esdb://admin:changeit@127.0.0.1:1'],
    ['plain text', 'GATEHOUSE_MESSAGE_BUS', 'kafka://name:SECRET@127.0.0.1:1?tls=false'],
    ['plain text', 'GATEHOUSE_KEY_STORE', 'mongodb://name:SECRET@127.0.0.1:1'],
    ['a folder that cannot be', 'GATEHOUSE_KEY_STORE', 'file:/dev/null/keys.db'],
    ['a folder that is not there', 'GATEHOUSE_EVENT_STORE', 'file:/proc/nothing/events.db'],
  ])('ends with 3 for %s in %s', async (_, variable, address) => {
    const refused = start('calendar-sync', {
      ...enginesIn(parent),
      GATEHOUSE_MASTER_KEY: KEY,
      [variable]: address,
    });
    expect(await refused.ended()).toBe(3);
    expect(refused.stderr).toContain(variable);
    expect(refused.stderr).not.toMatch(/SECRET|changeit/);
  });

  it.each([
    ['plain text to another machine', { WONDE_URL: 'http://10.0.0.7/v1.0/' }],
    ['certificates that nobody checks', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
  ])('ends with 3 for %s on the way to Wonde', async (_, unsafe) => {
    const refused = start('wonde-ingest', {
      ...enginesIn(parent),
      GATEHOUSE_MASTER_KEY: KEY,
      WONDE_URL: 'https://api.wonde.com/v1.0/',
      WONDE_TOKEN: 'SECRET',
      ...unsafe,
    });
    expect(await refused.ended()).toBe(3);
    expect(refused.stderr).toMatch(/^WONDE_URL: .+GATEHOUSE_INSECURE=true if this is for development\.$/m);
    expect(refused.stderr).not.toMatch(/SECRET|10\.0\.0\.7/);
  });

  it.each([
    ['GATEHOUSE_KEY_STORE', 'keys.db'],
    ['GATEHOUSE_EVENT_STORE', 'events.db'],
  ])('ends with 3 for an empty %s beside the others of an installation', async (variable, file) => {
    const gate = await Gate.open({ world: generateWorld({ seed: 6, schools: 1, pupils: 5 }) });
    try {
      await gate.sync();
      await gate.stop();
      const folder = folderOf('data');
      copyDataDirectory(gate.directory.folder, folder);
      for (const one of [file, `${file}-wal`, `${file}-shm`]) rmSync(path.join(folder, one), { force: true });
      const refused = start('calendar-sync', {
        ...enginesIn(folder),
        GATEHOUSE_MASTER_KEY_FILE: path.join(folder, 'master.key'),
      });
      expect(await refused.ended()).toBe(3);
      expect(refused.stderr).toMatch(
        new RegExp(`The (key|event) store \\(${variable}\\) (was never used|is without any history)`),
      );
    } finally {
      await gate.close();
    }
  });

  it('ends with 3 when its port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const port = String((taken.address() as { port: number }).port);
    try {
      const refused = start('calendar-sync', {
        ...enginesIn(parent),
        GATEHOUSE_MASTER_KEY: KEY,
        GATEHOUSE_HEALTH_PORT: port,
      });
      expect(await refused.ended()).toBe(3);
      expect(refused.stderr).toContain('GATEHOUSE_HEALTH_PORT cannot be used (EADDRINUSE).');
    } finally {
      taken.close();
    }
  });
});
