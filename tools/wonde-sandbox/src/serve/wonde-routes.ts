import type { FastifyInstance } from 'fastify';
import { SandboxError } from '../sandbox-error.js';
import type { Faults } from '../control/faults.js';
import type { LoggedRequest, RequestLog } from '../control/request-log.js';
import type { Resource } from '../world/resources.js';
import type { ServedWorld } from '../world/served-world.js';
import { acceptBodies } from './accept-bodies.js';
import { accessRoutes } from './access-routes.js';
import { answerError } from './answer-error.js';
import { isAuthorised } from './authenticate.js';
import { countAndDeletionRoutes } from './count-and-deletion-routes.js';
import { faultHooks } from './fault-hooks.js';
import { refuseUnknownParameters } from './parameters.js';
import { recordRoutes } from './record-routes.js';
import { schoolRoutes } from './school-routes.js';

export interface WondeSide {
  world: ServedWorld;
  token: string;
  faults: Faults;
  log: RequestLog;
  /** The largest `per_page`, by resource (wonde-api section 5: set per endpoint). */
  maxPerPage: Partial<Record<Resource | 'schools' | 'deletions', number>>;
}

const USUAL_MAX_PER_PAGE = 200;

/** Everything below `/v1.0/`. */
export function wondeRoutes(side: WondeSide): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    server.setErrorHandler(answerError);
    const logged = new WeakMap<object, LoggedRequest>();
    server.addHook('onRequest', async (request) => {
      logged.set(request, side.log.start(request.method, request.url));
      if (!isAuthorised(request.headers.authorization, side.token)) {
        throw new SandboxError(401, 'invalid_token', 'The token is missing, wrong, expired or rotated.');
      }
    });
    acceptBodies(server);
    faultHooks(server, side.faults);
    refuseUnknownParameters(server);
    server.addHook('onSend', async (request, reply, payload) => {
      const entry = logged.get(request);
      if (entry !== undefined) entry.status = reply.statusCode;
      return payload;
    });
    server.setNotFoundHandler(() => {
      throw new SandboxError(404, 'resource_not_found', 'No such resource.');
    });
    const maxPerPage = (resource: keyof WondeSide['maxPerPage']) =>
      side.maxPerPage[resource] ?? USUAL_MAX_PER_PAGE;
    accessRoutes(server, side.world);
    schoolRoutes(server, side.world, maxPerPage('schools'));
    recordRoutes(server, side.world, maxPerPage);
    countAndDeletionRoutes(server, side.world, maxPerPage('deletions'));
  };
}
