import 'reflect-metadata';
import type { ServiceHost } from '@gatehouse/platform';
import { NestLogger } from '@gatehouse/platform';
import type { ValuesOf } from '@gatehouse/runtime';
import { WondeClient } from '@gatehouse/wonde';
import { NestFactory } from '@nestjs/core';
import { WondeIngestModule } from '../wonde-ingest.module.js';
import { WondeIngestService } from '../wonde-ingest.service.js';
import type { settings } from './settings.js';
import { keepTimetable } from './timetable.js';

const SCHOOLS_AT_ONCE = 2;
const RUN_DEADLINE_MS = 30 * 60_000;

/** Starts the service, which then synchronises by its timetable. A synchronisation that throws is fatal. */
export async function startWondeIngest(
  host: ServiceHost,
  { wondeUrl, wondeToken, everyMinutes }: ValuesOf<typeof settings>,
): Promise<{ stop(): Promise<void> }> {
  const client = new WondeClient({ baseUrl: wondeUrl, token: wondeToken, followRegionDomain: false });
  const options = { client, schoolsAtOnce: SCHOOLS_AT_ONCE, runDeadlineMs: RUN_DEADLINE_MS };
  const app = await NestFactory.createApplicationContext(WondeIngestModule.on(host, options), {
    logger: new NestLogger(host.logger),
    abortOnError: false,
  });
  const stop = new AbortController();
  const service = app.get(WondeIngestService);
  const { logger } = host;
  const timetable = keepTimetable({ service, everyMinutes, logger, signal: stop.signal }).catch(
    (error: unknown) => host.onFatal('wonde-ingest', error),
  );
  return {
    stop: async () => {
      stop.abort();
      await app.close();
      await timetable;
      await client.close();
    },
  };
}
