import 'reflect-metadata';
import { CmsProjectorModule, ProjectorService, webServer } from '@gatehouse/cms-projector';
import { PermissionPolicyModule } from '@gatehouse/permission-policy';
import type { ServiceHost } from '@gatehouse/platform';
import { NestLogger, startBusService } from '@gatehouse/platform';
import type { WondeIngestOptions } from '@gatehouse/wonde-ingest';
import { WondeIngestModule, WondeIngestService } from '@gatehouse/wonde-ingest';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Running } from './ledger-writers.js';

export interface RunningServices extends Running {
  ingest: WondeIngestService;
  projector: ProjectorService;
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
  const logger = new NestLogger(host.logger);
  const [writers, api] = await Promise.all([
    startWriters(),
    NestFactory.create<NestFastifyApplication>(CmsProjectorModule.on(host, options), webServer(), { logger }),
  ]);
  await api.init();
  const policy = await startBusService('permission-policy', PermissionPolicyModule.on(host), host);
  const ingest = await NestFactory.createApplicationContext(WondeIngestModule.on(host, options), { logger });
  return {
    ingest: ingest.get(WondeIngestService),
    projector: api.get(ProjectorService),
    listen: async (port) => {
      await api.listen(port, '127.0.0.1');
      return api.getUrl();
    },
    stop: async () => {
      await ingest.close();
      await policy.close();
      await writers.stop();
      await api.close();
    },
  };
}
