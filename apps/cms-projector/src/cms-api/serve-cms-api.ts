import type { ServiceHost } from '@gatehouse/service';
import { NestLogger } from '@gatehouse/service';
import type { SuspensionLimits } from '@gatehouse/policy';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Trust } from '../stores/trust.js';
import { CmsApiModule } from './cms-api.module.js';
import { problemOf, sendProblem } from './problem.filter.js';

/** How long requests may take to be answered, and clients to read the answers, while the API stops, in milliseconds. */
const FINISH_WITHIN_MS = 5_000;

export interface RunningCmsApi {
  address: string;
  stop(): Promise<void>;
}

/**
 * Serves the CMS API on the host's read models.
 *
 * @param options the Bearer key, after how long something is not served any more, whether the stores belong together, and
 * where to listen; port 0 for a free one.
 * @throws what the system says when it cannot listen there (EADDRINUSE, EACCES); nothing is left running then.
 */
export async function serveCmsApi(
  host: ServiceHost,
  options: { apiKey: string; port: number; host: string; limits: SuspensionLimits; trust: Trust },
): Promise<RunningCmsApi> {
  // What the server refuses before NestJS sees it is answered as problem details, too.
  const server = new FastifyAdapter({
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, problemOf(error)),
  });
  const module = CmsApiModule.on(host, options.apiKey, options.limits, options.trust);
  const app = await NestFactory.create<NestFastifyApplication>(module, server, {
    logger: new NestLogger(host.logger),
    abortOnError: false,
  });
  await app.init();
  try {
    // Not NestJS's own `listen`, which logs a port that is taken beside throwing it.
    const address = await server.getInstance().listen({ port: options.port, host: options.host });
    return {
      address,
      stop: async () => {
        // What clients leave open by itself, as one that never sends its request, would hold up the stop.
        const cut = setTimeout(() => app.getHttpServer().closeAllConnections(), FINISH_WITHIN_MS);
        await app.close().finally(() => clearTimeout(cut));
      },
    };
  } catch (error) {
    await app.close();
    throw error;
  }
}
