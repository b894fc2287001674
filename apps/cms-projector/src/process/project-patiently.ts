import type { ServiceHost } from '@gatehouse/service';
import { isEngineAway, NestLogger } from '@gatehouse/service';
import { untilEnginesAnswer } from '@gatehouse/process';
import { NestFactory } from '@nestjs/core';
import { serveAsItWas } from '../stores/trust.js';
import type { ProjectorTrust } from '../stores/trust.js';
import { ProjectorModule } from '../project-ledgers/projector.module.js';

/**
 * Projects from when the event store answers; until then what was projected before is served as it is. Resolves when
 * either is so.
 *
 * @param check finds out whether the engines are those of one installation, and permit what is needed.
 * @throws what keeps the service from projecting while the event store answers.
 */
export async function projectPatiently(
  host: ServiceHost,
  trust: ProjectorTrust,
  check: () => Promise<void>,
): Promise<{ stop(): Promise<void> }> {
  const { logger } = host;
  const start = async () => {
    await check();
    const options = { logger: new NestLogger(logger), abortOnError: false };
    return NestFactory.createApplicationContext(ProjectorModule.on(host, trust), options);
  };
  try {
    const projector = await start();
    return { stop: () => projector.close() };
  } catch (error) {
    if (!isEngineAway(error)) throw error;
    await serveAsItWas(host, trust);
  }
  const stopping = new AbortController();
  const projector = untilEnginesAnswer(start, { logger, signal: stopping.signal });
  projector.catch((error: unknown) => host.onFatal('cms-projector', error));
  return {
    stop: async () => {
      stopping.abort();
      await (await projector.catch(() => undefined))?.close();
    },
  };
}
