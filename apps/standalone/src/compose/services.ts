import 'reflect-metadata';
import { ProjectorModule, ProjectorService, ProjectorTrust } from '@gatehouse/cms-projector';
import { PermissionPolicyModule } from '@gatehouse/permission-policy';
import { onDeclaredEvents } from '@gatehouse/event-store';
import type { ServiceHost } from '@gatehouse/service';
import { NestLogger, startBusService } from '@gatehouse/service';
import type { WondeIngestOptions } from '@gatehouse/wonde-ingest';
import { WondeIngestModule, WondeIngestService } from '@gatehouse/wonde-ingest';
import { NestFactory } from '@nestjs/core';
import { Undoing } from '../undoing.js';
import type { Running } from './ledger-writers.js';

export interface RunningServices extends Running {
  ingest: WondeIngestService;
  projector: ProjectorService;
  /** Whether what is projected may be served. */
  trust: ProjectorTrust;
  /** Starts the CMS API; gives its address. */
  listen(port: number): Promise<string>;
}

/**
 * Starts the five services in this process, each a NestJS application of its own, on one set of engines; they are
 * stopped the reading first.
 *
 * @param startWriters starts the two that write ledgers, here or in another thread.
 */
export async function startServices(
  host: ServiceHost,
  options: WondeIngestOptions & { apiKey: string },
  startWriters: () => Promise<Running>,
): Promise<RunningServices> {
  const undoing = new Undoing();
  try {
    return await start({ ...host, engines: onDeclaredEvents(host.engines) }, options, startWriters, undoing);
  } catch (error) {
    await undoing.all();
    throw error;
  }
}

async function start(
  host: ServiceHost,
  options: WondeIngestOptions & { apiKey: string },
  startWriters: () => Promise<Running>,
  undoing: Undoing,
): Promise<RunningServices> {
  const logger = new NestLogger(host.logger);
  // A thread of their own takes a while to start; the others start beside it.
  const writers = startWriters();
  // A failure is awaited below; until then it must not count as unhandled.
  const started = writers.catch(() => undefined);
  // Each finishes what it has in hand, which takes seconds where an engine is away: not one after the other.
  const consuming = new Undoing();
  undoing.add(() => consuming.atOnce());
  consuming.add(async () => (await started)?.stop());
  // Files are never away: the lists are as new as the process that follows them.
  const trust = new ProjectorTrust(Infinity);
  const projector = await NestFactory.createApplicationContext(ProjectorModule.on(host, trust), { logger });
  consuming.add(() => projector.close());
  await writers;
  const policy = await startBusService('permission-policy', PermissionPolicyModule.on(host), host);
  consuming.add(() => policy.close());
  const ingest = await NestFactory.createApplicationContext(WondeIngestModule.on(host, options), { logger });
  undoing.add(() => ingest.close());
  return {
    ingest: ingest.get(WondeIngestService),
    projector: projector.get(ProjectorService),
    trust,
    listen: async (port) => {
      // Loading a web server takes a while, and one synchronisation alone needs none.
      const { serveCmsApi } = await import('@gatehouse/cms-projector/cms-api');
      const { apiKey, limits } = options;
      const api = await serveCmsApi(host, { apiKey, limits, trust, port, host: '127.0.0.1' });
      undoing.add(() => api.stop());
      return api.address;
    },
    stop: () => undoing.all(),
  };
}
