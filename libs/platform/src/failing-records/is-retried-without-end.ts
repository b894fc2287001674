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

/** Nothing is wrong with the messages: an engine does not answer, another writer was quicker, or work may not be skipped. */
const WITHOUT_END: ReadonlySet<string> = new Set([
  ...ENGINE_AWAY,
  'LEDGER_MOVED',
  'REGISTER_BEHIND',
  'NOT_TO_BE_SKIPPED',
]);

/** Whether what failed this way is repeated for as long as it takes, and costs no record. */
export function isRetriedWithoutEnd(error: unknown): boolean {
  return WITHOUT_END.has(errorClass(error));
}
