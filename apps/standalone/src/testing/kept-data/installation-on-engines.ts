import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { CHECKPOINT } from '@gatehouse/cms-projector/collections';
import { STREAM_PREFIXES } from '@gatehouse/schemas';
import { startEventStoreTestServer, startMongodb } from '@gatehouse/engines';
import { openEventStoreDb } from '@gatehouse/event-store/eventstoredb';
import { readDatabase } from '@gatehouse/mongodb/stored-documents';
import { openMongodbReadModels } from '@gatehouse/read-models/mongodb';
import { until } from '@gatehouse/testing';
import type { Sandbox } from '@gatehouse/wonde-sandbox';
import { ENGINE_DATA } from './engine-data.js';
import { readFiles } from './kept-files.js';
import type { OldCode, Said } from './old-code.js';
import type { OldInstallation } from './old-installation.js';

const LISTENERS = ['permission-policy', 'contact-filter', 'calendar-sync', 'cms-projector'];
const ENDED = '"The synchronisation has ended."';

/**
 * Five processes on the EventStoreDB test server and on a server of MongoDB's protocol. What travels between them goes over
 * a file: at rest there is nothing on the bus that anybody has still to read.
 */
export class InstallationOnEngines implements OldInstallation {
  readonly #masterKey = randomBytes(32).toString('hex');

  private constructor(
    private readonly code: OldCode,
    private readonly sandbox: Sandbox,
    private readonly folder: string,
    private readonly engines: { events: string; keys: string; readModels: string },
    private readonly stopping: (() => Promise<void>)[],
  ) {}

  /** @throws Error when there is no MongoDB here, or a port cannot be had. */
  static async start(code: OldCode, sandbox: Sandbox, folder: string): Promise<InstallationOnEngines> {
    const mongodb = await startMongodb();
    if ('unavailable' in mongodb) throw new Error(`There is no MongoDB here: ${mongodb.unavailable}`);
    const server = await startEventStoreTestServer({ file: path.join(folder, ENGINE_DATA.events) });
    const [keys, readModels] = ['keys', 'read-models'].map((name) =>
      Object.assign(new URL(mongodb.address), { pathname: `/${name}` }).toString(),
    ) as [string, string];
    const engines = { events: server.address, keys, readModels };
    return new InstallationOnEngines(code, sandbox, folder, engines, [
      () => server.stop(),
      () => mongodb.stop(),
    ]);
  }

  async sync(): Promise<void> {
    const listeners = LISTENERS.map((name) => this.#start(name));
    const ingest = this.#start('wonde-ingest');
    const all = [...listeners, ingest];
    const seen = () => all.map(({ stderr }) => stderr.slice(-500));
    await until('the synchronisation has ended', () => ingest.stderr.includes(ENDED), { everyMs: 50, seen });
    await this.#projected();
    for (const { child } of all) child.kill('SIGTERM');
    const codes = await Promise.all(all.map(({ ended }) => ended));
    if (codes.some((code) => code !== 0)) throw new Error(`Processes ended with ${codes.join(', ')}.`);
  }

  async close(): Promise<void> {
    for (const stop of this.stopping.splice(0)) await stop();
  }

  gatehouse(...words: string[]): Promise<string> {
    return this.code.output('tools/gatehouse/bin/gatehouse.mjs', words, this.#environment);
  }

  async files() {
    const { keys, readModels } = this.engines;
    // An event store that is open has most of its events in its log still.
    await this.stopping.shift()?.();
    return {
      ...readFiles(this.folder, [ENGINE_DATA.events, ENGINE_DATA.bus]),
      [ENGINE_DATA.masterKey]: Buffer.from(this.#masterKey),
      [ENGINE_DATA.keys]: Buffer.from(await readDatabase({ address: keys, insecure: true })),
      [ENGINE_DATA.readModels]: Buffer.from(await readDatabase({ address: readModels, insecure: true })),
    };
  }

  #start(service: string): Said {
    return this.code.start(`apps/${service}/bin/${service}.mjs`, [], {
      ...this.#environment,
      GATEHOUSE_HEALTH_PORT: '0',
      GATEHOUSE_INSTANCE: 'kept',
      ...(service === 'wonde-ingest'
        ? { WONDE_URL: this.sandbox.url, WONDE_TOKEN: this.sandbox.token, GATEHOUSE_SYNC_EVERY: '0' }
        : {}),
      ...(service === 'cms-projector' ? { GATEHOUSE_PORT: '0', GATEHOUSE_CMS_API_KEY: this.#masterKey } : {}),
    });
  }

  async #projected(): Promise<void> {
    const store = openEventStoreDb({ connection: this.engines.events, insecure: true });
    const models = await openMongodbReadModels({ address: this.engines.readModels, insecure: true });
    try {
      const end = await store.lastPosition([STREAM_PREFIXES.ledger, STREAM_PREFIXES.sync]);
      const isProjected = async () => ((await models.checkpoint(CHECKPOINT)) ?? '') >= (end ?? '');
      await until('everything is projected', isProjected, { everyMs: 50 });
    } finally {
      await models.close();
      await store.close();
    }
  }

  get #environment() {
    const { events, keys, readModels } = this.engines;
    return {
      GATEHOUSE_EVENT_STORE: events,
      GATEHOUSE_MESSAGE_BUS: `file:${path.join(this.folder, ENGINE_DATA.bus)}`,
      GATEHOUSE_KEY_STORE: keys,
      GATEHOUSE_READ_MODELS: readModels,
      GATEHOUSE_MASTER_KEY: this.#masterKey,
      GATEHOUSE_INSECURE: 'true',
    };
  }
}
