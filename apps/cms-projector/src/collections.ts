import type { AddOn, Kind } from '@gatehouse/schemas';
import { ADD_ONS, KINDS } from '@gatehouse/schemas';
import type { Collection } from '@gatehouse/read-models';

/**
 * Raised when documents change their shape: the projector then fills new collections beside the old ones, and removes
 * those when it has caught up. 2: ids are document ids, no longer record keys. 3: schools say when they were last listed
 * and read: without that, one that nobody lists any more would be served for ever.
 */
export const PROJECTION_VERSION = 3;

const ofVersion = (version: number) => ({
  documents: (addOn: AddOn, kind: Kind): Collection => ({ addOn, kind, version }),
  held: (addOn: AddOn, kind: Kind): Collection => ({ addOn, kind: `held-${kind}`, version }),
  schools: { addOn: 'gatehouse', kind: 'school', version } satisfies Collection,
  hiddenLedgers: { addOn: 'gatehouse', kind: 'hidden-ledger', version } satisfies Collection,
  hiddenLines: { addOn: 'gatehouse', kind: 'hidden-line', version } satisfies Collection,
  tips: { addOn: 'gatehouse', kind: 'newest-projected', version } satisfies Collection,
  checkpoint: `cms-projector.v${version}`,
  lastEvent: `cms-projector.v${version}.last-event`,
  confirmed: `cms-projector.v${version}.confirmed`,
});
const current = ofVersion(PROJECTION_VERSION);

/** The documents of one kind for one add-on. */
export const collectionOf = current.documents;

/** Which of those are held, and from when on readers do not see them. */
export const heldCollectionOf = current.held;

/** The schools that this installation knows. */
export const SCHOOLS: Collection = current.schools;

/** What is listed for all schools together has one owner. */
export const SCHOOLS_OWNER = 'all';

/** From when on the ledgers of a school are hidden, by add-on. */
export const HIDDEN_LEDGERS: Collection = current.hiddenLedgers;

/** Lines of all ledgers that cannot be projected, and the documents that readers do not see for it; under the same owner. */
export const HIDDEN_LINES: Collection = current.hiddenLines;

/** The newest events of each school that were projected; under the same owner. */
export const TIPS: Collection = current.tips;

/** The name under which the projector remembers how far it has come. */
export const CHECKPOINT = current.checkpoint;

/** The same by the last event, which is looked for in the event store: a position means something else in another past. */
export const LAST_EVENT = current.lastEvent;

/** When it was last known that everything that was decided is projected, as an ISO 8601 time. */
export const CONFIRMED = current.confirmed;

/** All that projectors of earlier versions may have left, version by version. */
export function olderVersions(): { collections: Collection[]; checkpoints: string[] }[] {
  return Array.from({ length: PROJECTION_VERSION - 1 }, (_, n) => {
    const version = ofVersion(n + 1);
    const { documents, held, schools, hiddenLedgers, hiddenLines, tips } = version;
    const ofAddOns = ADD_ONS.flatMap((addOn) =>
      KINDS.flatMap((kind) => [documents(addOn, kind), held(addOn, kind)]),
    );
    const collections = [...ofAddOns, schools, hiddenLedgers, hiddenLines, tips];
    return { collections, checkpoints: [version.checkpoint, version.lastEvent, version.confirmed] };
  });
}
