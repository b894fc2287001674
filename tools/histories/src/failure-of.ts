import { checkHistory } from './check-history.js';
import { Violation } from './check/violation.js';
import type { History } from './history/history.js';
import { shrink } from './history/shrink.js';
import { NotAtRest } from './play/installation.js';

/** How a history failed: which property, in a word, and the sentence. */
export interface Failure {
  property: string;
  message: string;
}

/** Undefined where everything holds. An error that no property expects is a failure, too. */
export async function failureOf(history: History): Promise<Failure | undefined> {
  try {
    await checkHistory(history);
    return undefined;
  } catch (error) {
    if (error instanceof Violation) return error;
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { property: error instanceof NotAtRest ? 'comes-to-rest' : 'no-error', message };
  }
}

/** The smallest history found that fails in the same way. */
export const smallestFailing = (history: History, { property }: Failure): Promise<History> =>
  shrink(history, async (smaller) => (await failureOf(smaller))?.property === property);
