import { firstDifference } from './check/compared.js';
import { Violation } from './check/violation.js';
import type { History } from './history/history.js';
import { hasTroubles, withoutTroubles } from './history/history.js';
import { playHistory } from './play/play-history.js';

/**
 * Plays a history as it is and, where anything happens to services or messages, also without that: both must end alike
 * (design section 8.3 and 8.4).
 *
 * @returns how many nights were played. @throws Violation
 */
export async function checkHistory(history: History): Promise<number> {
  const played = await playHistory(history);
  if (!hasTroubles(history)) return played.nights;
  const calm = await playHistory(withoutTroubles(history));
  const difference = firstDifference(calm.remains, played.remains);
  if (difference !== undefined) throw new Violation('not-the-same', difference);
  return played.nights + calm.nights;
}
