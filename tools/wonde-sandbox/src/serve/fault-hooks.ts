import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isObject } from '../json.js';
import type { Json, RawRecord } from '../json.js';
import type { Fault, Faults } from '../control/faults.js';
import { errorBody } from './answer-error.js';
import { pageNumber } from './paging.js';
import { addressOf, parameter, queryOf } from './request-place.js';

/** Lets the injected faults happen to the requests that they name. */
export function faultHooks(server: FastifyInstance, faults: Faults): void {
  const faultOf = new WeakMap<FastifyRequest, Fault>();

  server.addHook('preHandler', async (request, reply) => {
    const fault = faults.take({
      school: parameter(request, 'school') || undefined,
      resource: request.routeOptions.config.resource,
      page: pageNumber(queryOf(request)),
    });
    if (fault === undefined) return;
    faultOf.set(request, fault);
    // Never answered: the connection stays open until the client gives up or the sandbox closes.
    if (fault.kind === 'timeout') return void reply.hijack();
    if (fault.status !== undefined) return answerStatus(reply, fault, fault.status);
  });

  server.addHook('preSerialization', async (request, _reply, payload) => {
    const kind = faultOf.get(request)?.kind;
    if (kind === undefined || !isObject(payload as Json)) return payload;
    return spoil(kind, payload as RawRecord, request);
  });

  server.addHook('onSend', async (request, _reply, payload) => {
    const fault = faultOf.get(request);
    return fault !== undefined && typeof payload === 'string' ? spoilText(fault, payload) : payload;
  });
}

function answerStatus(reply: FastifyReply, fault: Fault, status: number): FastifyReply {
  if (fault.retryAfter !== undefined) reply.header('Retry-After', String(fault.retryAfter));
  return reply.code(status).send(errorBody('injected_fault', 'The sandbox was asked to fail here.'));
}

function spoilText({ kind, replace }: Fault, text: string): string {
  if (kind === 'cut-json') return text.slice(0, Math.ceil(text.length / 2));
  // By a function: in a text as replacement `$&` would mean something.
  return replace === undefined ? text : text.replaceAll(replace.find, () => replace.with);
}

function spoil(kind: Fault['kind'], payload: RawRecord, request: FastifyRequest): RawRecord {
  const meta = isObject(payload['meta']) ? payload['meta'] : {};
  const pagination = isObject(meta['pagination']) ? meta['pagination'] : {};
  const paged = (data: Json | undefined, change: RawRecord): RawRecord => ({
    ...payload,
    data: data ?? null,
    meta: { ...meta, pagination: { ...pagination, ...change } },
  });
  if (kind === 'empty-page') return { ...payload, data: [] };
  if (kind === 'empty-list') return paged([], { next: null, previous: null, more: false });
  const here = new URL(`${addressOf(request)}?${request.url.split('?')[1] ?? ''}`);
  if (kind === 'repeated-cursor') return paged(payload['data'], { next: here.href, more: true });
  if (kind === 'foreign-next') {
    here.host = 'foreign.example';
    return paged(payload['data'], { next: here.href, more: true });
  }
  return payload;
}
