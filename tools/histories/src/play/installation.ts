import 'reflect-metadata';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CalendarSyncModule } from '@gatehouse/calendar-sync';
import { collectionOf, ProjectorModule } from '@gatehouse/cms-projector';
import { ContactFilterModule } from '@gatehouse/contact-filter';
import type { AddOn, Kind } from '@gatehouse/schemas';
import { restrictionsStream, settingsStream, syncStream, TOPICS } from '@gatehouse/schemas';
import type { RecordedEvent } from '@gatehouse/event-store';
import { expectedAfter } from '@gatehouse/event-store';
import { SchoolRegister } from '@gatehouse/ledger';
import type { IncomingMessage } from '@gatehouse/message-bus';
import { PermissionPolicyModule } from '@gatehouse/permission-policy';
import type { Engines, ServiceHost } from '@gatehouse/service';
import { NestLogger, Stalls, startBusService } from '@gatehouse/service';
import type { KeptOut } from '@gatehouse/policy';
import { DEFAULT_SUSPENSION_LIMITS, listRestrictions } from '@gatehouse/policy';
import { documentIdKey, DocumentIds, eventId, Pseudonyms } from '@gatehouse/privacy';
import { redelivering, seededRandom } from '@gatehouse/testing';
import type { ReadingLimits } from '@gatehouse/wonde';
import { WondeClient } from '@gatehouse/wonde';
import type { SyncResult } from '@gatehouse/wonde-ingest';
import { WondeIngestModule, WondeIngestService } from '@gatehouse/wonde-ingest';
import { NestFactory } from '@nestjs/core';
import type { Deliveries } from '../engines/bus-in-memory.js';
import { isConsumed } from '../engines/bus-in-memory.js';
import { enginesOf } from '../engines/process-engines.js';
import { ServiceProcess } from '../engines/service-process.js';
import { Stored } from '../engines/stored.js';
import type { ServiceName, Trouble } from '../history/history.js';
import { PER_PAGE, SCHOOL, TOKEN } from '../source/serve-school.js';

const MASTER = Buffer.alloc(32, 7);
const DAY_MS = 24 * 60 * 60 * 1000;
const SERVICES: readonly ServiceName[] = ['filter', 'calendar', 'policy', 'projector', 'ingest'];
/** Longer than this nothing takes that ends at all. */
const REST_MS = 20_000;

interface Installed {
  process: ServiceProcess;
  close: () => Promise<void>;
  sync?: () => Promise<SyncResult>;
}

/** A server that answers as Wonde does. */
export interface Source {
  /** Including `/v1.0/`. */
  readonly url: string;
  /** Requests that have no answer yet. */
  readonly open: number;
  /** A reader begins again. */
  settle(): void;
}

export interface InstallationOptions {
  source: Source;
  batch: number;
  limits?: Partial<ReadingLimits>;
  /** A seed for messages that come twice and late; undefined where each comes once. */
  repeats: number | undefined;
}

/** A service died of something else than a trouble of its history, or nothing came to rest. */
export class NotAtRest extends Error {
  readonly code = 'NOT_AT_REST';
}

/** The five services on stores in memory, each in a process of its own that may die or be held up. */
export class Installation {
  readonly stored = new Stored();
  readonly log: string[] = [];
  readonly #options: InstallationOptions;
  readonly #client: WondeClient;
  readonly #services = new Map<ServiceName, Installed>();
  readonly #heldUp: { name: ServiceName; installed: Installed }[] = [];
  readonly #gone: Installed[] = [];
  readonly #deliveries: Deliveries;
  readonly #look = new ServiceProcess();
  readonly engines: Engines;
  readonly pseudonyms = new Pseudonyms(MASTER, SCHOOL);
  readonly #documentIds = new DocumentIds(documentIdKey(MASTER, SCHOOL));
  #now = Date.parse('2026-09-01T02:00:00Z');
  #lookAgainHeldBack = false;
  #restarted: (() => void) | undefined;
  #fatal: unknown;

  private constructor(options: InstallationOptions) {
    this.#options = options;
    this.#client = new WondeClient({
      baseUrl: options.source.url,
      token: TOKEN,
      followRegionDomain: false,
      backoffBaseMs: 1,
      retryBudgetMs: 2,
      perPage: PER_PAGE,
      ...(options.limits && { limits: options.limits }),
    });
    this.#deliveries = {
      maxBatch: options.batch,
      around: repeating(options.repeats),
      isHeldBack: (topic) => this.#lookAgainHeldBack && topic === TOPICS.lookAgain,
    };
    this.engines = enginesOf(this.stored, this.#look, MASTER, this.#deliveries);
  }

  static async start(options: InstallationOptions): Promise<Installation> {
    const installation = new Installation(options);
    for (const name of SERVICES) await installation.#start(name);
    return installation;
  }

  get now(): Date {
    return new Date(this.#now);
  }

  /** One night: every school is read until a run has ended, whatever happens to services meanwhile. */
  async night(days: number, troubles: readonly Trouble[]): Promise<void> {
    this.#now += days * DAY_MS;
    this.#lookAgainHeldBack = this.#options.repeats !== undefined;
    for (const name of SERVICES) this.#expect(name, troubles);
    await this.sync();
    for (const name of SERVICES) this.#services.get(name)?.process.expect(undefined, () => undefined);
    this.#lookAgainHeldBack = false;
    this.stored.wake();
    await this.atRest();
    // Whoever was held up goes on after all this.
    for (const { installed } of this.#heldUp.splice(0)) {
      installed.process.release();
      this.#gone.push(installed);
      await this.atRest([installed.process]);
      installed.process.kill();
    }
    await this.atRest();
  }

  /** A synchronisation; where ingest dies in it, its successor does it again. */
  async sync(): Promise<SyncResult | undefined> {
    for (;;) {
      const restarted = new Promise<'restarted'>((resolve) => {
        this.#restarted = () => resolve('restarted');
      });
      const ended = await Promise.race([this.#services.get('ingest')?.sync?.(), restarted]);
      if (ended !== 'restarted') {
        await this.atRest();
        return ended;
      }
      await this.#restarting;
      // A new reader finds the permissions as they are, not as they were for one page.
      this.#options.source.settle();
    }
  }

  #restarting: Promise<void> = Promise.resolve();

  #expect(name: ServiceName, troubles: readonly Trouble[]): void {
    const installed = this.#services.get(name);
    const trouble = troubles.find((one) => one.service === name);
    installed?.process.expect(trouble, () => {
      if (trouble?.how === 'held-up') this.#heldUp.push({ name, installed });
      else this.#gone.push(installed);
      this.#services.delete(name);
      this.#restarting = this.#restarting.then(() => this.#start(name));
      if (name === 'ingest') this.#restarted?.();
      this.stored.wake();
    });
  }

  /** What people decide, as the command line would record it. */
  async says(type: string, data: object): Promise<void> {
    const stream = settingsStream(SCHOOL);
    const last = (await this.engines.eventStore.readLast(stream))?.revision ?? -1;
    const metadata = { schemaVersion: 1, actor: 'the office', recordedAt: new Date(this.#now).toISOString() };
    const event = { id: eventId(stream, last + 1), type, data: { reason: 'so', ...data }, metadata };
    await this.engines.eventStore.append(stream, expectedAfter(last), [event]);
    await this.atRest();
  }

  async registerRevision(): Promise<number> {
    return (await this.engines.eventStore.readLast(restrictionsStream(SCHOOL)))?.revision ?? -1;
  }

  async newestRun(): Promise<number> {
    const runs = await this.stream(syncStream(SCHOOL));
    return runs.findLast(({ type }) => type === 'SyncRunStarted')?.revision ?? -1;
  }

  /** The list of whom memory keeps out. */
  async kept(): Promise<KeptOut[]> {
    const school = new SchoolRegister(this.engines.eventStore, SCHOOL);
    await school.catchUp();
    const { sight, standings } = school.view(undefined);
    return listRestrictions(sight, standings);
  }

  async stream(name: string): Promise<RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const batch of this.engines.eventStore.read(name)) events.push(...batch);
    return events;
  }

  /** What the CMS reads of a kind, by document id. */
  async documents(addOn: AddOn, kind: Kind) {
    const found = await this.engines.readModels.list(collectionOf(addOn, kind), SCHOOL, { limit: Infinity });
    return new Map(found.map(({ id, document }) => [id, document]));
  }

  /** Under which id the CMS knows a record. */
  documentId(kind: Kind, wondeId: string): string {
    return this.#documentIds.documentId(this.pseudonyms.recordKey(kind, wondeId));
  }

  /** Resolves when no message waits, nobody works, and nothing is asked of the source. */
  async atRest(others: readonly ServiceProcess[] = []): Promise<void> {
    await this.#restarting;
    const end = Date.now() + REST_MS;
    for (let quiet = 0, writes = -1; quiet < 3;) {
      await nextTurn();
      if (this.#fatal !== undefined)
        throw new NotAtRest(`A service died: ${String(this.#fatal)}`, { cause: this.#fatal });
      const running = [...[...this.#services.values()].map(({ process }) => process), ...others].filter(
        (process) => process.isRunning,
      );
      const isQuiet =
        running.every(({ busy }) => busy === 0) &&
        isConsumed(this.stored, this.#deliveries) &&
        this.#options.source.open === 0 &&
        writes === this.stored.writes;
      writes = this.stored.writes;
      quiet = isQuiet ? quiet + 1 : 0;
      if (Date.now() > end)
        throw new NotAtRest(`Nothing came to rest within ${REST_MS} ms: ${this.log.slice(-3).join('; ')}`);
    }
  }

  async close(): Promise<void> {
    const installed = [...this.#services.values()];
    await Promise.all(installed.map(({ close }) => close()));
    for (const { process } of [...installed, ...this.#gone]) process.kill();
    this.stored.wake();
    await this.#client.close();
  }

  async #start(name: ServiceName): Promise<void> {
    const process = new ServiceProcess();
    const keep = (fields: object, message: string) =>
      void this.log.push(`${JSON.stringify(fields)} ${message}`);
    const ignore = () => undefined;
    const logger = { debug: ignore, info: ignore, warn: keep, error: keep };
    const host: ServiceHost = {
      engines: enginesOf(this.stored, process, MASTER, this.#deliveries),
      logger,
      stalls: new Stalls({ logger }),
      now: () => new Date(this.#now),
      instance: 'histories',
      observer: {},
      onFatal: (service, error) => {
        if (process.isDead) return;
        this.log.push(`${service} died: ${String(error)}`);
        this.#fatal ??= error;
      },
    };
    this.#services.set(name, { process, ...(await this.#startService(name, host)) });
  }

  async #startService(name: ServiceName, host: ServiceHost): Promise<Omit<Installed, 'process'>> {
    const logger = new NestLogger(host.logger);
    switch (name) {
      case 'filter':
        return closing(await startBusService('contact-filter', ContactFilterModule.on(host), host));
      case 'calendar':
        return closing(await startBusService('calendar-sync', CalendarSyncModule.on(host), host));
      case 'policy':
        return closing(await startBusService('permission-policy', PermissionPolicyModule.on(host), host));
      case 'projector': {
        const module = ProjectorModule.on(host);
        return closing(await NestFactory.createApplicationContext(module, { logger }));
      }
      case 'ingest': {
        const limits = DEFAULT_SUSPENSION_LIMITS;
        const options = { client: this.#client, schoolsAtOnce: 2, runDeadlineMs: 10 * 60_000, limits };
        const app = await NestFactory.createApplicationContext(WondeIngestModule.on(host, options), {
          logger,
        });
        return { ...closing(app), sync: () => app.get(WondeIngestService).syncAll() };
      }
    }
  }
}

const closing = (app: { close(): Promise<void> }) => ({ close: () => app.close() });

function repeating(seed: number | undefined): Deliveries['around'] {
  if (seed === undefined) return (_topic, messages, onBatch) => onBatch(messages);
  const random = seededRandom(seed);
  const again = new WeakMap<object, (messages: IncomingMessage[]) => Promise<void>>();
  return (_topic, messages, onBatch) => {
    const known = again.get(onBatch) ?? redelivering(onBatch, { random, most: 3, atOnce: 20 });
    again.set(onBatch, known);
    return known(messages);
  };
}
