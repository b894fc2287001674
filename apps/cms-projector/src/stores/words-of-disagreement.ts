import { wordsOfKeys } from '@gatehouse/service/runs';
import type { Disagreement } from './compare-stores.js';

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
