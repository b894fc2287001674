import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { context, propagation, trace, TraceFlags } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import type { IncomingMessage } from '../message-bus.port.js';
import { inTraceContextOf, withTraceContext } from './trace.js';

const TRACE = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: TraceFlags.SAMPLED };
const TRACEPARENT = `00-${TRACE.traceId}-${TRACE.spanId}-01`;
const message = { key: 'A1', value: 1, headers: { own: 'yes' } };

const inTrace = <T>(work: () => T) => context.with(trace.setSpanContext(context.active(), TRACE), work);
const received = (headers: { [name: string]: string }): IncomingMessage => ({
  ...message,
  headers,
  topic: 'records',
  id: 'records/0/1',
});

describe('in a process that does not trace', () => {
  it('messages are published as they are', () => {
    expect(inTrace(() => withTraceContext([message]))).toEqual([message]);
  });
});

describe('in a process that traces', () => {
  beforeEach(() => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  });
  afterEach(() => {
    context.disable();
    propagation.disable();
  });

  it('messages carry the trace in the headers of W3C Trace Context, beside their own', () => {
    const [carried] = inTrace(() => withTraceContext([message]));
    expect(carried?.headers).toEqual({ own: 'yes', traceparent: TRACEPARENT });
  });

  it('messages that are passed on with a trace of their own keep it', () => {
    const passedOn = { ...message, headers: { traceparent: 'theirs' } };
    expect(inTrace(() => withTraceContext([passedOn]))).toEqual([passedOn]);
  });

  it('a batch is handled within the trace of its messages, also after it has waited for something', async () => {
    const traceOf = () => trace.getSpanContext(context.active())?.traceId;
    const seen = await inTraceContextOf([received({ traceparent: TRACEPARENT })], async () => {
      await new Promise((resolve) => setImmediate(resolve));
      return traceOf();
    });
    expect(seen).toBe(TRACE.traceId);
    expect(await inTraceContextOf([received({})], async () => traceOf())).toBeUndefined();
  });
});
