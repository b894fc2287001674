import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AddOn, Kind, SETTINGS_EVENTS } from '@gatehouse/schemas';
import { ledgerStream, restrictionsStream, settingsStream, syncStream } from '@gatehouse/schemas';
import { expectedAfter } from '@gatehouse/event-store';
import type { Engines, Logger, ServiceHost } from '@gatehouse/service';
import { Stalls } from '@gatehouse/service';
import { DEFAULT_SUSPENSION_LIMITS } from '@gatehouse/policy';
import { documentIdKey, DocumentIds, eventId, Pseudonyms } from '@gatehouse/privacy';
import { until } from '@gatehouse/testing';
import type { WondeClientOptions } from '@gatehouse/wonde';
import { WondeClient } from '@gatehouse/wonde';
import type { SyncResult } from '@gatehouse/wonde-ingest';
import type { Sandbox, World } from '@gatehouse/wonde-sandbox';
import { createSandbox } from '@gatehouse/wonde-sandbox';
import type { RunningServices } from '../src/compose/services.js';
import type { Running } from '../src/compose/ledger-writers.js';
import { startLedgerWriters } from '../src/compose/ledger-writers.js';
import { startServices } from '../src/compose/services.js';
import type { DataDirectory } from '../src/data-directory/data-directory.js';
import { openDataDirectory } from '../src/data-directory/data-directory.js';
import { openEmbeddedEngines } from '../src/data-directory/embedded-engines.js';
import type { Files } from '../src/testing/kept-data/kept-data.js';
import { SCHOOL } from './a-school.js';
import { comparable } from './comparable.js';
import { documentsOf, readDocuments } from './read-documents.js';
import { writeFiles } from './write-files.js';
import { readLedgers, readStream } from './read-ledgers.js';
import type { StoredHistory } from './stored-history.js';
import { fillEngines, writeInstallation } from './stored-history.js';

export interface GateOptions {
  world: World;
  client?: Partial<WondeClientOptions>;
  /** Puts faults into the engines. */
  engines?: (engines: Engines) => Engines;
  /** What the services take for the time. */
  now?: () => Date;
  /** Has the same master key and installation, and a data directory of its own. */
  twinOf?: Gate;
  /** What an earlier version left in the data directory. */
  history?: StoredHistory;
  /** Files that are in the data directory already. */
  files?: Files;
}

type SettingsType = (typeof SETTINGS_EVENTS)[number]['type'];

/** Files that make two data directories one installation: names and seals come out alike. */
const IDENTITY = ['installation.json', 'master.key', 'cms-api.key'];
const SOURCE = { kind: 'wonde', host: '127.0.0.1' } as const;

/** The whole of Gatehouse in this process, on embedded engines in a folder of its own, beside a sandbox. */
export class Gate {
  readonly log: string[] = [];
  #services: RunningServices | undefined;
  #host: ServiceHost | undefined;
  #writers: Running | undefined;
  #closing: (() => Promise<void>)[] = [];
  #engines: Engines | undefined;

  private constructor(
    public sandbox: Sandbox,
    readonly directory: DataDirectory,
    readonly options: GateOptions,
  ) {}

  static async open(options: GateOptions): Promise<Gate> {
    const folder = path.join(mkdtempSync(path.join(tmpdir(), 'gate-')), 'data');
    if (options.twinOf) {
      mkdirSync(folder, { mode: 0o700 });
      for (const file of IDENTITY) copyFileSync(options.twinOf.directory.file(file), path.join(folder, file));
    }
    if (options.history) {
      mkdirSync(folder, { mode: 0o700 });
      writeInstallation(options.history, folder);
    }
    if (options.files) writeFiles(options.files, folder);
    const directory = await openDataDirectory(folder, SOURCE, new Date());
    if (options.history) {
      const engines = openEmbeddedEngines(directory);
      await fillEngines(engines, options.history);
      await engines.close();
    }
    const gate = new Gate(await createSandbox({ world: options.world }), directory, options);
    await gate.start();
    return gate;
  }

  get engines(): Engines {
    if (!this.#engines) throw new Error('The gate is not started.');
    return this.#engines;
  }

  get stalls(): Stalls {
    if (!this.#host) throw new Error('The gate is not started.');
    return this.#host.stalls;
  }

  /** The services read the files afresh: a restart after an orderly stop. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** The source from now on, in place of the one before; the services are restarted. */
  async serve(world: World): Promise<void> {
    await this.stop();
    await this.sandbox.close();
    this.sandbox = await createSandbox({ world });
    await this.start();
  }

  async start(): Promise<void> {
    const opened = openEmbeddedEngines(this.directory);
    this.#engines = this.options.engines?.(opened) ?? opened;
    const { url: baseUrl, token } = this.sandbox;
    const limits = { backoffBaseMs: 1, requestTimeoutMs: 10_000, retryBudgetMs: 300, ...this.options.client };
    const client = new WondeClient({ baseUrl, token, followRegionDomain: false, ...limits });
    const logger = this.#logger();
    const host: ServiceHost = {
      engines: this.#engines,
      logger,
      stalls: new Stalls({ logger }),
      now: this.options.now ?? (() => new Date()),
      instance: `e2e:${this.directory.installation.id}`,
      observer: {},
      onFatal: (service, error) => this.log.push(`${service} died: ${String(error)}`),
    };
    this.#host = host;
    const { apiKey } = this.directory;
    this.#services = await startServices(
      host,
      { client, apiKey, schoolsAtOnce: 2, runDeadlineMs: 120_000, limits: DEFAULT_SUSPENSION_LIMITS },
      async () => {
        this.#writers = await startLedgerWriters(host);
        return { stop: async () => this.#writers?.stop() };
      },
    );
    const services = this.#services;
    this.#closing = [() => services.stop(), () => client.close(), () => opened.close()];
  }

  /** All services stop; what people decide meanwhile can still be written. */
  async stopServices(): Promise<void> {
    await this.#closing.shift()?.();
    this.#services = undefined;
  }

  /** Those who write ledgers stop, while the others go on. */
  async stopWriters(): Promise<void> {
    await this.#writers?.stop();
    this.#writers = undefined;
  }

  async restartWriters(): Promise<void> {
    await this.stopWriters();
    if (this.#host) this.#writers = await startLedgerWriters(this.#host);
  }

  async stop(): Promise<void> {
    for (const close of this.#closing.splice(0)) await close();
    this.#services = undefined;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.sandbox.close();
    rmSync(path.dirname(this.directory.folder), { recursive: true });
  }

  get services(): RunningServices {
    if (!this.#services) throw new Error('The gate is not started.');
    return this.#services;
  }

  /** One synchronisation of every school, and everything projected. */
  async sync(): Promise<SyncResult> {
    const result = await this.services.ingest.syncAll();
    await this.services.projector.caughtUp();
    return result;
  }

  /** Resolves when the source was asked for the resource. */
  async askedFor(resource: string): Promise<void> {
    const isAsked = () => this.sandbox.control.requests().some(({ url }) => url.includes(resource));
    await until(`${resource} asked for`, isAsked);
  }

  /** What a school's people decide, as the command line would record it. */
  async decide(type: SettingsType, data: object, schoolId = SCHOOL): Promise<void> {
    const stream = settingsStream(schoolId);
    const last = (await this.engines.eventStore.readLast(stream))?.revision ?? -1;
    const recordedAt = new Date().toISOString();
    const metadata = { schemaVersion: 1, actor: 'the office', recordedAt };
    const id = eventId(stream, last + 1, type);
    const event = { id, type, data: { reason: 'decided in a spec', ...data }, metadata };
    const result = await this.engines.eventStore.append(stream, expectedAfter(last), [event]);
    if (!result.ok) throw new Error('The settings moved.');
  }

  /** A word about the register of restrictions, of somebody who was shown it as it stands. */
  async say(type: SettingsType, data: object, schoolId = SCHOOL): Promise<void> {
    const last = await this.engines.eventStore.readLast(restrictionsStream(schoolId));
    await this.decide(type, { shown: last?.revision ?? -1, ...data }, schoolId);
  }

  /** The name of a record in ledgers and settings. */
  keyOf(kind: Kind, wondeId: string, schoolId = SCHOOL): string {
    return new Pseudonyms(this.directory.masterKey, schoolId).recordKey(kind, wondeId);
  }

  /** The name of its document, for the CMS. */
  documentIdOf(kind: Kind, wondeId: string, schoolId = SCHOOL): string {
    return this.documentIds(schoolId).documentId(this.keyOf(kind, wondeId, schoolId));
  }

  documentIds(schoolId = SCHOOL): DocumentIds {
    return new DocumentIds(documentIdKey(this.directory.masterKey, schoolId));
  }

  ledgers(schoolId = SCHOOL) {
    return readLedgers(this.engines, schoolId);
  }

  ledger(addOn: AddOn, schoolId = SCHOOL) {
    return readStream(this.engines, ledgerStream(schoolId, addOn));
  }

  runs(schoolId = SCHOOL) {
    return readStream(this.engines, syncStream(schoolId));
  }

  restrictions(schoolId = SCHOOL) {
    return readStream(this.engines, restrictionsStream(schoolId));
  }

  documents(addOn: AddOn, kind: Kind, schoolId = SCHOOL) {
    return documentsOf(this.engines.readModels, schoolId, addOn, kind);
  }

  /** Everything that section 8 compares, of one school. */
  async comparable(schoolId = SCHOOL) {
    return comparable(await this.ledgers(schoolId), await readDocuments(this.engines.readModels, schoolId));
  }

  #logger(): Logger {
    const keep = (fields: object, message: string) => this.log.push(`${JSON.stringify(fields)} ${message}`);
    return { debug: keep, info: keep, warn: keep, error: keep };
  }
}
