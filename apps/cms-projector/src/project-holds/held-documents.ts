import type { AddOn, CmsChange, EventOf, Kind } from '@gatehouse/schemas';
import {
  HeldHidden,
  hiddenFrom,
  meaningOfLine,
  parseLedgerStream,
  WithdrawalsHeld,
} from '@gatehouse/schemas';
import type { RecordedEvent } from '@gatehouse/event-store';
import type { DocumentIds } from '@gatehouse/privacy';
import type { ReadModels, WriteOperation } from '@gatehouse/read-models';
import { heldCollectionOf } from '../collections.js';
import type { HiddenLine } from '../project-hidden/hidden-lines.js';

const ALL = 1_000_000;

/** What comes of a line about a hold, or of one that ends it for its record. */
export interface ProjectedHold {
  rev: number;
  write: WriteOperation | undefined;
  change: CmsChange | undefined;
}

/** What comes of a batch. */
export interface ProjectedHolds {
  holds: ProjectedHold[];
  /** Lines about holds that cannot be read: what they said is not known. */
  unreadable: HiddenLine[];
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
  ): Promise<ProjectedHolds> {
    const projected: ProjectedHolds = { holds: [], unreadable: [] };
    for (const event of events) {
      const ledger = parseLedgerStream(event.stream);
      if (!ledger || event.damaged) continue;
      const ids = () => idsOf(ledger.schoolId);
      const holds = await this.#projectLine(ledger, event, ids);
      if (holds) projected.holds.push(...holds);
      else {
        const { revision } = event;
        const unknown = { kind: undefined, documentId: undefined, error: 'LINE_MALFORMED' };
        projected.unreadable.push({ ...ledger, ...unknown, revision });
      }
    }
    return projected;
  }

  /** Undefined where the line cannot be read. */
  async #projectLine(
    ledger: Omit<Place, 'kind'>,
    event: RecordedEvent,
    ids: () => DocumentIds,
  ): Promise<ProjectedHold[] | undefined> {
    const meaning = meaningOfLine(event.type);
    if (meaning) {
      const place = { ...ledger, kind: meaning.kind };
      return meaning.outcome === 'imported'
        ? this.#hide(place, ids, event)
        : this.#release(place, ids, event);
    }
    if (event.type === WithdrawalsHeld.type) {
      const { data } = WithdrawalsHeld.data.safeParse(event.data);
      const { recordedAt, observedAt = recordedAt } = event.metadata;
      const isReadable = data !== undefined && !Number.isNaN(Date.parse(String(observedAt)));
      return isReadable ? this.#hold(ledger, ids(), event, data, String(observedAt)) : undefined;
    }
    if (event.type !== HeldHidden.type) return [];
    const { data } = HeldHidden.data.safeParse(event.data);
    return data?.records.map((key) => ({
      rev: event.revision,
      write: undefined,
      change: changeOf({ ...ledger, kind: data.kind }, ids().documentId(key), 'gone'),
    }));
  }

  async #hold(
    ledger: Omit<Place, 'kind'>,
    ids: DocumentIds,
    event: RecordedEvent,
    data: EventOf<typeof WithdrawalsHeld>['data'],
    observedAt: string,
  ): Promise<ProjectedHold[]> {
    const { kind, held, returned, discardedAt } = data;
    const place = { ...ledger, kind };
    const known = await this.#heldIn(place);
    const from = hiddenFrom(discardedAt ?? observedAt);
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
