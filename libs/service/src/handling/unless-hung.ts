import { timeout } from '@gatehouse/message-bus';
import type { ServiceHost } from '../engines.js';
import { WorkInHand } from './work-in-hand.js';

/** For how long a handler may do nothing, in milliseconds, unless the host says otherwise. */
export const HANDLER_LIMIT_MS = 120_000;

/**
 * Does what a follower does with what it was given, under the limit that a handler of messages has: it may wait for an
 * engine, but not do nothing for two minutes (ADR 0032). On guarded engines only: by them it is known to be waiting.
 *
 * @throws HandlerHung; what the work then still asks of an engine is refused. The process must end: nobody knows what the
 * work holds, and what it was given comes again after a restart.
 */
export const unlessHung = (
  { handlerLimitMs = HANDLER_LIMIT_MS }: Pick<ServiceHost, 'handlerLimitMs'>,
  work: () => Promise<void>,
): Promise<void> => {
  const limited = timeout({
    limitMs: handlerLimitMs,
    begin: (begun) => WorkInHand.begin(begun),
    giveUp: (_messages, error) => Promise.reject(error),
  });
  return limited(work)([]);
};
