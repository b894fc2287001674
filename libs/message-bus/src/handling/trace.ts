import { context, propagation } from '@opentelemetry/api';
import type { Headers, IncomingMessage, OutgoingMessage } from '../message-bus.port.js';
import type { Middleware } from './handler.js';

/**
 * The messages with the trace that is active where they are published, in the headers of W3C Trace Context
 * (`traceparent`, `tracestate`). As they are, where the process does not trace; a message's own headers stay.
 */
export function withTraceContext(messages: readonly OutgoingMessage[]): readonly OutgoingMessage[] {
  const active: Headers = {};
  propagation.inject(context.active(), active);
  if (Object.keys(active).length === 0) return messages;
  return messages.map((message) => ({ ...message, headers: { ...active, ...message.headers } }));
}

/** Works on a batch within the trace of its first message: a school's messages of a run are of one trace. */
export function inTraceContextOf<T>([first]: readonly IncomingMessage[], work: () => T): T {
  return context.with(propagation.extract(context.active(), first?.headers ?? {}), work);
}

/** Handles a school's messages within the trace that they carry, whatever bus they came by. */
export const trace = (): Middleware => (next) => (messages) =>
  inTraceContextOf(messages, () => next(messages));
