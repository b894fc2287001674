import type { Middleware } from './handler.js';
import { inTraceContextOf } from './trace-context.js';

/** Handles a school's messages within the trace that they carry, whatever bus they came by. */
export const trace = (): Middleware => (next) => (messages) =>
  inTraceContextOf(messages, () => next(messages));
