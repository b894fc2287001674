import 'reflect-metadata';
import type { ServiceHost } from '@gatehouse/service';
import { NestLogger } from '@gatehouse/service';
import type { CommonValues, ValuesOf } from '@gatehouse/process';
import { ConfigurationError } from '@gatehouse/process';
import type { WondeClientOptions } from '@gatehouse/wonde';
import { WondeClient, WondeOptionsError } from '@gatehouse/wonde';
import { NestFactory } from '@nestjs/core';
import { followRequests } from '../requests/follow-requests.js';
import { WondeIngestModule } from '../wonde-ingest.module.js';
import type { SyncResult } from '../wonde-ingest.service.js';
import { WondeIngestService } from '../wonde-ingest.service.js';
import { readingLimitsOf } from './limit-settings.js';
import { logResult } from './log-result.js';
import type { settings } from './settings.js';
import { keepTimetable } from './timetable.js';

const SCHOOLS_AT_ONCE = 2;
const RUN_DEADLINE_MS = 30 * 60_000;

/**
 * Starts the service, which then synchronises by its timetable, and beside it the schools that were asked for. A
 * synchronisation that throws is fatal.
 *
 * @throws ConfigurationError when others could read the token on its way to Wonde's address.
 */
export async function startWondeIngest(
  host: ServiceHost,
  {
    wondeUrl,
    wondeToken,
    insecure,
    everyMinutes,
    unlistedDays,
    unreadDays,
    ...others
  }: Pick<CommonValues, 'insecure'> & ValuesOf<typeof settings>,
): Promise<{ stop(): Promise<void> }> {
  const client = clientOf({
    baseUrl: wondeUrl,
    token: wondeToken,
    insecure,
    limits: readingLimitsOf(others),
  });
  const limits = { unlistedDays, unreadDays };
  const options = { client, schoolsAtOnce: SCHOOLS_AT_ONCE, runDeadlineMs: RUN_DEADLINE_MS, limits };
  const app = await NestFactory.createApplicationContext(WondeIngestModule.on(host, options), {
    logger: new NestLogger(host.logger),
    abortOnError: false,
  }).catch(async (error: unknown) => {
    await client.close();
    throw error;
  });
  const stop = new AbortController();
  const service = app.get(WondeIngestService);
  const { logger } = host;
  const onDeath = (error: unknown) => host.onFatal('wonde-ingest', error);
  const timetable = keepTimetable({ service, everyMinutes, logger, signal: stop.signal }).catch(onDeath);
  const { eventStore } = host.engines;
  const onResult = (result: SyncResult) => logResult(logger, result);
  const requests = followRequests({ eventStore, service, stalls: host.stalls, logger, onResult, onDeath });
  return {
    stop: async () => {
      stop.abort();
      // What the requests wait for is ended by the service, so both are stopped at once.
      await Promise.all([requests.stop(), app.close()]);
      await timetable;
      await client.close();
    },
  };
}

function clientOf(options: WondeClientOptions): WondeClient {
  try {
    return new WondeClient(options);
  } catch (error) {
    if (error instanceof WondeOptionsError) throw new ConfigurationError([`WONDE_URL: ${error.message}`]);
    throw error;
  }
}
