import type { RunName } from '@gatehouse/schemas';
import { ADD_ONS, ledgerStream, syncStream } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import type { KeysDisagreement } from '@gatehouse/service/runs';
import { hasEvent, keysDisagreement, wordsOfKeys } from '@gatehouse/service/runs';
import type { Tips } from './tips.js';

/**
 * Which stores do not belong together for a school. `read-models-ahead`: what they hold was projected from events that the
 * event store does not have. `recovery-unfinished`: a recovery was interrupted.
 */
export type Disagreement = 'read-models-ahead' | 'recovery-unfinished' | KeysDisagreement;

/** Whether the documents themselves may be of another past: until they are made anew nothing of the school is projected. */
export const isOfAnotherPast = (disagreement: Disagreement): boolean =>
  disagreement === 'read-models-ahead' || disagreement === 'recovery-unfinished';

/**
 * Holds the stores against each other for one school, by the events that they name (ADR 0030). Reads a few events, however
 * many there are.
 *
 * @param newest the newest run that the key store remembers; undefined for one that remembers none, as those of earlier
 * versions do.
 * @returns undefined where nothing speaks against it that they belong together.
 */
export async function disagreementOf(
  store: EventStore,
  schoolId: string,
  tips: Tips,
  newest: RunName | undefined,
): Promise<Disagreement | undefined> {
  if (tips.recovering) return 'recovery-unfinished';
  if (tips.run && !(await hasEvent(store, syncStream(schoolId), tips.run))) return 'read-models-ahead';
  for (const addOn of ADD_ONS) {
    const tip = tips.ledgers[addOn];
    if (tip && !(await hasEvent(store, ledgerStream(schoolId, addOn), tip))) return 'read-models-ahead';
  }
  return keysDisagreement(store, newest);
}

const NOT_SERVED = 'Nothing of the school is served until then.';

/** What is said of a disagreement, and what to do. @param school its id. */
export function wordsOf(disagreement: Disagreement, school: string): string {
  switch (disagreement) {
    case 'read-models-ahead':
      return (
        `School ${school}: the event store is behind the read models, which were made from events that it does not have. One of ` +
        'the two was restored from a backup, or belongs to another installation. Restore the right one; or, if the event store ' +
        `cannot be had newer, run "gatehouse recover", and then have the school read once. ${NOT_SERVED}`
      );
    case 'recovery-unfinished':
      return `School ${school}: "gatehouse recover" was interrupted. Run it again. ${NOT_SERVED}`;
    default:
      return wordsOfKeys(disagreement, school);
  }
}
