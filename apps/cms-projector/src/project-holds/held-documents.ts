import type { AddOn, CmsChange, EventOf, Kind } from '@gatehouse/contracts';
import {
  HeldHidden,
  hiddenFrom,
  meaningOfLine,
  parseLedgerStream,
  WithdrawalsHeld,
} from '@gatehouse/contracts';
import type { RecordedEvent } from '@gatehouse/event-store';
import type { DocumentIds } from '@gatehouse/privacy';
import type { ReadModels, WriteOperation } from '@gatehouse/read-models';
import { heldCollectionOf } from '../collections.js';

const ALL = 1_000_000;

/** What comes of a line about a hold, or of one that ends it for its record. */
export interface ProjectedHold {
  rev: number;
  write: WriteOperation | undefined;
  change: CmsChange | undefined;
}

interface Place {
  schoolId: string;
  addOn: AddOn;
  kind: Kind;
}

/**
 * Keeps, beside the documents, which of them are held and from when on readers do not see them. A line that takes its
 * record out ends the hold of its document: who comes in again later is seen.
 */
export class HeldDocuments {
  readonly #models: ReadModels;
  /** From when on held documents are hidden, by school, add-on and kind; read once, and kept up since. */
  readonly #held = new Map<string, Map<string, string>>();

  constructor(models: ReadModels) {
    this.#models = models;
  }

  /** What events ask for, in their order. May be repeated. */
  async project(
    events: readonly RecordedEvent[],
    idsOf: (schoolId: string) => DocumentIds,
  ): Promise<ProjectedHold[]> {
    const projected: ProjectedHold[] = [];
    for (const event of events) {
      const ledger = parseLedgerStream(event.stream);
      if (!ledger) continue;
      const meaning = meaningOfLine(event.type);
      const ids = () => idsOf(ledger.schoolId);
      if (meaning) {
        const place = { ...ledger, kind: meaning.kind };
        const isImport = meaning.outcome === 'imported';
        projected.push(
          ...(await (isImport ? this.#hide(place, ids, event) : this.#release(place, ids, event))),
        );
      } else if (event.type === WithdrawalsHeld.type) {
        projected.push(...(await this.#hold(ledger, ids(), event)));
      } else if (event.type === HeldHidden.type) {
        const { kind, records } = event.data as unknown as EventOf<typeof HeldHidden>['data'];
        const rev = event.revision;
        for (const key of records) {
          const change = changeOf({ ...ledger, kind }, ids().documentId(key), 'gone');
          projected.push({ rev, write: undefined, change });
        }
      }
    }
    return projected;
  }

  async #hold(ledger: Omit<Place, 'kind'>, ids: DocumentIds, event: RecordedEvent): Promise<ProjectedHold[]> {
    const data = event.data as unknown as EventOf<typeof WithdrawalsHeld>['data'];
    const { kind, held, returned, discardedAt } = data;
    const place = { ...ledger, kind };
    const known = await this.#heldIn(place);
    const { recordedAt, observedAt = recordedAt } = event.metadata;
    const from = hiddenFrom(discardedAt ?? String(observedAt));
    const rev = event.revision;
    const projected: ProjectedHold[] = [];
    for (const key of returned) {
      const id = ids.documentId(key);
      known.delete(id);
      const change = changeOf(place, id, 'present');
      projected.push({ rev, write: writeOf(place, id, event, null), change });
    }
    for (const key of held) {
      const id = ids.documentId(key);
      known.set(id, from);
      // One that was hidden, and was discarded since, is seen again.
      const change = discardedAt === undefined ? undefined : changeOf(place, id, 'present');
      projected.push({ rev, write: writeOf(place, id, event, { hiddenFrom: from }), change });
    }
    return projected;
  }

  async #release(place: Place, ids: () => DocumentIds, event: RecordedEvent): Promise<ProjectedHold[]> {
    const known = await this.#heldIn(place);
    if (known.size === 0) return [];
    const id = ids().documentId(String(event.data['recordKey']));
    if (!known.delete(id)) return [];
    return [{ rev: event.revision, write: writeOf(place, id, event, null), change: undefined }];
  }

  /** A line may change a document that is hidden: it stays so. */
  async #hide(place: Place, ids: () => DocumentIds, event: RecordedEvent): Promise<ProjectedHold[]> {
    const known = await this.#heldIn(place);
    if (known.size === 0) return [];
    const id = ids().documentId(String(event.data['recordKey']));
    const from = known.get(id);
    if (from === undefined || from > String(event.metadata['recordedAt'])) return [];
    return [{ rev: event.revision, write: undefined, change: changeOf(place, id, 'gone') }];
  }

  async #heldIn({ schoolId, addOn, kind }: Place): Promise<Map<string, string>> {
    const name = `${schoolId}/${addOn}/${kind}`;
    const known = this.#held.get(name);
    if (known) return known;
    const stored = await this.#models.list(heldCollectionOf(addOn, kind), schoolId, { limit: ALL });
    const held = new Map(stored.map(({ id, document }) => [id, String(document['hiddenFrom'])]));
    this.#held.set(name, held);
    return held;
  }
}

const changeOf = (place: Place, documentId: string, change: CmsChange['change']): CmsChange => ({
  ...place,
  documentId,
  change,
});

const writeOf = (
  { schoolId, addOn, kind }: Place,
  id: string,
  { revision: rev }: RecordedEvent,
  document: { hiddenFrom: string } | null,
): WriteOperation => ({ collection: heldCollectionOf(addOn, kind), schoolId, id, rev, document });
