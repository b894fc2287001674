import { documentIdKey, DocumentIds } from '@gatehouse/privacy';

/** Ids are remembered of so many schools: of as many as are being synchronised at once, and some more. */
const REMEMBERED = 16;

/** The document ids of every school; each school's are remembered as long as it is among those asked for last. */
export class DocumentIdsOfSchools {
  readonly #masterKey: Buffer;
  readonly #lastUsed = new Map<string, DocumentIds>();

  constructor(masterKey: Buffer) {
    this.#masterKey = masterKey;
  }

  of(schoolId: string): DocumentIds {
    const ids = this.#lastUsed.get(schoolId) ?? new DocumentIds(documentIdKey(this.#masterKey, schoolId));
    // A map keeps the order in which keys were put in: the first is the one that was asked for longest ago.
    this.#lastUsed.delete(schoolId);
    this.#lastUsed.set(schoolId, ids);
    for (const oldest of this.#lastUsed.keys()) {
      if (this.#lastUsed.size <= REMEMBERED) break;
      this.#lastUsed.delete(oldest);
    }
    return ids;
  }
}
