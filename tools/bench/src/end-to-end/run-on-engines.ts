import { randomBytes } from 'node:crypto';
import { CHECKPOINT } from '@gatehouse/cms-projector/collections';
import { STREAM_PREFIXES } from '@gatehouse/schemas';
import type { ClusterEngines, ServiceName } from '@gatehouse/standalone/testing';
import { SERVICES, ServiceProcess } from '@gatehouse/standalone/testing';
import { until } from '@gatehouse/testing';

const LIMIT_MS = 600_000;

/**
 * One synchronisation by five processes on empty engines. The four that wait for messages are up before the one that
 * synchronises, so that the time is that of the work.
 *
 * @returns seconds from the moment that wonde-ingest has started until everything is projected.
 */
export async function runOnEngines(
  { environment, look }: ClusterEngines,
  sandbox: { url: string; token: string },
): Promise<number> {
  const variables = {
    ...environment,
    GATEHOUSE_MASTER_KEY: randomBytes(32).toString('hex'),
    GATEHOUSE_CMS_API_KEY: randomBytes(24).toString('hex'),
    GATEHOUSE_INSTANCE: 'bench',
    GATEHOUSE_HEALTH_PORT: '0',
    GATEHOUSE_PORT: '0',
    GATEHOUSE_SYNC_EVERY: '0',
    WONDE_URL: sandbox.url,
    WONDE_TOKEN: sandbox.token,
  };
  const services: ServiceProcess[] = [];
  const start = (name: ServiceName) => {
    const service = new ServiceProcess(name, variables);
    services.push(service);
    return service;
  };
  try {
    const waiting = SERVICES.filter((name) => name !== 'wonde-ingest').map(start);
    for (const service of waiting) await service.said('Started.');
    const ingest = start('wonde-ingest');
    const { time: began } = await ingest.said('Started.');
    await ingest.said('The synchronisation has ended.');
    await projected(look);
    return (Date.now() - Number(began)) / 1e3;
  } finally {
    await Promise.all(services.map((service) => service.stopped()));
  }
}

/** Resolves when all that stands in the ledgers is in the read models. */
async function projected({ eventStore, readModels }: ClusterEngines['look']): Promise<void> {
  const end = (await eventStore.lastPosition([STREAM_PREFIXES.ledger, STREAM_PREFIXES.sync])) ?? '';
  const isThere = async () => ((await readModels.checkpoint(CHECKPOINT)) ?? '') >= end;
  await until('everything projected', isThere, { withinMs: LIMIT_MS, everyMs: 20 });
}
