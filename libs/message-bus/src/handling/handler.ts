import type { IncomingMessage } from '../message-bus.port.js';

/** Handles messages in order; when it rejects, they come again. May be called again with any that it has seen. */
export type Handler = (messages: readonly IncomingMessage[]) => Promise<void>;

/** Something around a handler: it sees the messages before, and what came of them after. */
export type Middleware = (next: Handler) => Handler;

/** A handler with these around it, the first one outermost. */
export const composed = (handler: Handler, ...middlewares: readonly Middleware[]): Handler =>
  middlewares.reduceRight((next, middleware) => middleware(next), handler);
