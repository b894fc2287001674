import type { AddOn, Kind } from '@gatehouse/schemas';
import type { Document, ListOptions, ReadModels, StoredDocument } from '@gatehouse/read-models';
import { collectionOf, heldCollectionOf } from '../collections.js';
import { NAMING_LISTS } from '../project-ledgers/document-ids.js';

const ALL = 1_000_000;

/** Whose documents a kind's own documents name. */
const NAMED_BY: { readonly [kind in Kind]?: readonly Kind[] } = {
  contact: ['student'],
  class: ['student', 'employee'],
  group: ['student', 'employee'],
};

/**
 * One add-on's documents of a kind as readers see them at a time: without those that are held for so long that they are
 * hidden, and without naming any of them (design section 3, hold). By the clock of whoever serves: it goes on when nobody
 * records anything any more.
 */
export class ShownDocuments {
  readonly #models: ReadModels;
  readonly #place: { schoolId: string; addOn: AddOn; kind: Kind };
  readonly #now: string;
  #hidden: Promise<ReadonlySet<string>> | undefined;

  constructor(models: ReadModels, place: { schoolId: string; addOn: AddOn; kind: Kind }, now: Date) {
    this.#models = models;
    this.#place = place;
    this.#now = now.toISOString();
  }

  async get(id: string): Promise<StoredDocument | undefined> {
    const { schoolId, addOn, kind } = this.#place;
    const found = await this.#models.get(collectionOf(addOn, kind), schoolId, id);
    if (!found) return undefined;
    const hidden = await this.#hiddenIds();
    return hidden.has(id) ? undefined : shown(found, hidden);
  }

  /** In the order of ids; fewer than the limit only where there are no more. */
  async list({ after, limit }: ListOptions): Promise<StoredDocument[]> {
    const { schoolId, addOn, kind } = this.#place;
    const hidden = await this.#hiddenIds();
    const page: StoredDocument[] = [];
    for (let from = after; page.length < limit;) {
      const options = { limit, ...(from === undefined ? {} : { after: from }) };
      const found = await this.#models.list(collectionOf(addOn, kind), schoolId, options);
      page.push(...found.filter(({ id }) => !hidden.has(id)).map((one) => shown(one, hidden)));
      if (found.length < limit) break;
      from = found.at(-1)?.id;
    }
    return page.slice(0, limit);
  }

  #hiddenIds(): Promise<ReadonlySet<string>> {
    return (this.#hidden ??= this.#readHidden());
  }

  async #readHidden(): Promise<ReadonlySet<string>> {
    const { schoolId, addOn, kind } = this.#place;
    const hidden = new Set<string>();
    for (const each of [kind, ...(NAMED_BY[kind] ?? [])]) {
      const held = await this.#models.list(heldCollectionOf(addOn, each), schoolId, { limit: ALL });
      for (const { id, document } of held) if (String(document['hiddenFrom']) <= this.#now) hidden.add(id);
    }
    return hidden;
  }
}

function shown(stored: StoredDocument, hidden: ReadonlySet<string>): StoredDocument {
  if (hidden.size === 0) return stored;
  const document: Document = { ...stored.document };
  for (const list of NAMING_LISTS) {
    const named = document[list];
    if (Array.isArray(named))
      document[list] = (named as { id: string }[]).filter(({ id }) => !hidden.has(id));
  }
  return { ...stored, document };
}
