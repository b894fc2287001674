import 'reflect-metadata';
import { CalendarSyncModule } from '@gatehouse/calendar-sync';
import { CmsProjectorModule, ProjectorService, webServer } from '@gatehouse/cms-projector';
import { ContactFilterModule } from '@gatehouse/contact-filter';
import { PermissionPolicyModule } from '@gatehouse/permission-policy';
import type { ServiceHost } from '@gatehouse/platform';
import { NestLogger, startBusService } from '@gatehouse/platform';
import type { WondeIngestOptions } from '@gatehouse/wonde-ingest';
import { WondeIngestModule, WondeIngestService } from '@gatehouse/wonde-ingest';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export interface RunningServices {
  ingest: WondeIngestService;
  projector: ProjectorService;
  /** Starts the CMS API; gives its address. */
  listen(port: number): Promise<string>;
  /** Stops everything, the reading first. */
  stop(): Promise<void>;
}

/** Starts the five services in this process, each a NestJS application of its own, on one set of engines. */
export async function startServices(
  host: ServiceHost,
  options: WondeIngestOptions & { apiKey: string },
): Promise<RunningServices> {
  const logger = new NestLogger(host.logger);
  const api = await NestFactory.create<NestFastifyApplication>(
    CmsProjectorModule.on(host, options),
    webServer(),
    { logger },
  );
  await api.init();
  const writers = [
    await startBusService('contact-filter', ContactFilterModule.on(host), host),
    await startBusService('calendar-sync', CalendarSyncModule.on(host), host),
    await startBusService('permission-policy', PermissionPolicyModule.on(host), host),
  ];
  const ingest = await NestFactory.createApplicationContext(WondeIngestModule.on(host, options), { logger });
  return {
    ingest: ingest.get(WondeIngestService),
    projector: api.get(ProjectorService),
    listen: async (port) => {
      await api.listen(port, '127.0.0.1');
      return api.getUrl();
    },
    stop: async () => {
      for (const app of [ingest, ...writers.reverse(), api]) await app.close();
    },
  };
}
