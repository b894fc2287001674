import type { IncomingMessage } from '../message-bus.port.js';
import type { Middleware } from './handler.js';

export interface IsolateOptions {
  /** Whether the messages are to come again as they are: nothing is wrong with them. */
  isDeliveredAgain: (error: unknown, messages: readonly IncomingMessage[]) => boolean;
  /** Ends with a message that failed alone, too; what it throws makes the batch come again. */
  putAway: (message: IncomingMessage, error: unknown) => Promise<void>;
}

/**
 * Handles messages together; after an error that is about them, each alone, once and in order, and has those put away
 * that fail alone, too. Nothing is repeated beyond that: repeating is the bus's.
 */
export const isolate =
  ({ isDeliveredAgain, putAway }: IsolateOptions): Middleware =>
  (next) =>
  async (messages) => {
    try {
      return await next(messages);
    } catch (error) {
      if (isDeliveredAgain(error, messages)) throw error;
    }
    for (const message of messages) {
      try {
        await next([message]);
      } catch (error) {
        if (isDeliveredAgain(error, messages)) throw error;
        await putAway(message, error);
      }
    }
  };
