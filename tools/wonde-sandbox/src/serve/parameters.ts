import type { FastifyInstance } from 'fastify';
import type { Resource } from '../world/resources.js';
import { FILTERS } from './filters.js';
import { refuseParameter } from './query.js';
import { queryOf } from './request-place.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The query parameters that the route takes; without it none. */
    parameters?: readonly string[];
  }
}

/** What a list takes to be read page by page. */
export const PAGE_PARAMETERS = ['per_page', 'page', 'cursor'];

/** What a resource's list takes. */
export const listParameters = (resource: Resource): string[] => [
  'include',
  ...PAGE_PARAMETERS,
  ...Object.keys(FILTERS[resource]),
];

/** Refuses with 400 what a route does not take: a filter that is ignored gives more than was asked for, and nobody sees it. */
export function refuseUnknownParameters(server: FastifyInstance): void {
  server.addHook('preHandler', async (request) => {
    if (request.is404) return;
    const known = request.routeOptions.config.parameters ?? [];
    const unknown = Object.keys(queryOf(request)).find((name) => !known.includes(name));
    if (unknown === undefined) return;
    refuseParameter(unknown, known.length === 0 ? 'left out here' : `one of ${known.join(', ')}`);
  });
}
