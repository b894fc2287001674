import { derivedKey, hmac, shortened } from './derive.js';

/** So many ids of a school are remembered: those of its people and rosters, in a few megabytes. */
const REMEMBERED = 20_000;

/** The key of a school's document ids: for nothing else, so that nobody who has ids learns anything about pseudonyms. */
export const documentIdKey = (masterKey: Buffer, schoolId: string): Buffer =>
  derivedKey(masterKey, 'document-ids', schoolId);

/**
 * The names that a school's records have outside the house: in documents, the CMS API and `cms.changes` (design section
 * 4). Nobody can work out the record key of one, nor the id of a record key, without the school's key. Members of rosters
 * are asked for again and again, so ids are remembered.
 */
export class DocumentIds {
  readonly #key: Buffer;
  readonly #remembered = new Map<string, string>();

  /** @param key of the school, as `documentIdKey` gives it. */
  constructor(key: Buffer) {
    this.#key = key;
  }

  /** Of the document that is projected from the record's lines, in whichever add-on. */
  documentId(recordKey: string): string {
    const known = this.#remembered.get(recordKey);
    if (known !== undefined) return known;
    const id = shortened(hmac(this.#key, recordKey));
    // All at once: which one is asked for next nobody knows, and all can be worked out again.
    if (this.#remembered.size >= REMEMBERED) this.#remembered.clear();
    this.#remembered.set(recordKey, id);
    return id;
  }
}
