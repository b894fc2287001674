import { errorClass } from '@gatehouse/terminal';

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
