import type { FastifyRequest } from 'fastify';
import type { Query } from './query.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route serves, by the name that faults use. */
    resource?: string;
  }
}

export const queryOf = (request: FastifyRequest): Query => request.query as Query;

/** The absolute address of the request without its query, as the client wrote the host. */
export const addressOf = (request: FastifyRequest): string =>
  `${request.protocol}://${request.host}${request.url.split('?')[0] ?? ''}`;

export const parameter = (request: FastifyRequest, name: string): string =>
  (request.params as Record<string, string>)[name] ?? '';
