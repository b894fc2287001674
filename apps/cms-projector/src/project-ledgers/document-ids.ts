import { DocumentIds, documentIdKey } from '@gatehouse/privacy';
import type { Document } from '@gatehouse/read-models';

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

/** The lists in which a document names other documents: `{id}`, and what else is said of each. */
export const NAMING_LISTS = ['children', 'students', 'employees'] as const;

interface Named {
  id: string;
}

/**
 * A document as it leaves the house: it and those it names go by document ids (design section 4). Those it names stand in
 * the order of these ids: in that of record keys, the places would tell which key belongs to which id.
 *
 * @param values of the line, in which record keys name.
 * @param recordKey the line's.
 */
export function underDocumentIds(values: Document, recordKey: string, ids: DocumentIds): Document {
  const document: Document = { ...values, id: ids.documentId(recordKey) };
  for (const list of NAMING_LISTS) {
    const named = values[list] as Named[] | undefined;
    if (!named) continue;
    const renamed = named.map((each) => ({ ...each, id: ids.documentId(each.id) }));
    document[list] = renamed.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
  return document;
}
