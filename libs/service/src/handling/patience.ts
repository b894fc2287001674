import { errorClass } from '@gatehouse/terminal';
import type { GuardedEngines } from './guarded-engines.js';

const ENGINE_AWAY: ReadonlySet<string> = new Set([
  'EVENT_STORE_UNAVAILABLE',
  'EVENT_STORE_REFUSED',
  'EVENT_STORE_FOLLOWER_ALONE',
  'MESSAGE_BUS_UNAVAILABLE',
  'KEY_STORE_UNAVAILABLE',
  'READ_MODELS_UNAVAILABLE',
]);

/**
 * Whether an engine does not answer, or refuses what it is asked: what failed this way fails for every school, and goes on
 * when it answers again, or somebody has granted the right.
 */
export const isEngineAway = (error: unknown): boolean => ENGINE_AWAY.has(errorClass(error));

/** Nothing is wrong with the messages: an engine does not answer, or somebody else was quicker or is not yet as far. */
const DELIVERED_AGAIN: ReadonlySet<string> = new Set([...ENGINE_AWAY, 'LEDGER_MOVED', 'REGISTER_BEHIND']);

/** Whether messages that failed this way are to be delivered again as they are, and cost no record and no run. */
export const isDeliveredAgain = (error: unknown): boolean => DELIVERED_AGAIN.has(errorClass(error));

interface Waiting {
  since: number;
  failedAt: number;
}

/**
 * How long messages may come again for something that is not their fault. An engine that is away is waited for as long as
 * it takes; one that answers everything but this is not away, and no other wait is without an end either.
 */
export class Patience {
  readonly #engines: Pick<GuardedEngines, 'hasAnsweredSince'>;
  readonly #limitMs: number;
  readonly #waiting = new Map<string, Waiting>();

  constructor(engines: Pick<GuardedEngines, 'hasAnsweredSince'>, limitMs: number) {
    this.#engines = engines;
    this.#limitMs = limitMs;
  }

  /** Whether a school's messages that failed this way are to come again as they are. */
  allows(schoolId: string, error: unknown, now = Date.now()): boolean {
    if (!isDeliveredAgain(error)) return false;
    const waiting = this.#waiting.get(schoolId) ?? { since: now, failedAt: now };
    // Nothing was heard of the engine between two failures: it is away, for whomever asks.
    const isSilent = isEngineAway(error) && !this.#engines.hasAnsweredSince(waiting.failedAt, error);
    if (isSilent) waiting.since = now;
    this.#waiting.set(schoolId, { since: waiting.since, failedAt: now });
    return now - waiting.since < this.#limitMs;
  }

  /** The school's messages were handled. */
  ends(schoolId: string): void {
    this.#waiting.delete(schoolId);
  }
}
