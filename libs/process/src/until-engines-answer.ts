import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@gatehouse/service';
import { errorClass, isEngineAway } from '@gatehouse/service';
import { ASK_AGAIN_MS } from './dying.js';
import { wordsOf } from './words-of.js';

/** Repeats a start for which an engine does not answer. @returns undefined when the signal came first. */
export async function untilEnginesAnswer<T>(
  starting: () => Promise<T>,
  { logger, signal }: { logger: Pick<Logger, 'warn'>; signal: AbortSignal },
): Promise<T | undefined> {
  for (;;) {
    try {
      return await starting();
    } catch (error) {
      if (!isEngineAway(error)) throw error;
      const told = { error: errorClass(error), what: wordsOf(error) };
      logger.warn(told, 'An engine does not answer, so the start is tried again.');
    }
    await pause(ASK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return undefined;
  }
}
