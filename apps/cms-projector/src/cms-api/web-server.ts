import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, sendProblem } from './problem.filter.js';

/** The web server under the CMS API. What it refuses before NestJS sees it is answered as problem details, too. */
export const webServer = () =>
  new FastifyAdapter({
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, problemOf(error)),
  });
