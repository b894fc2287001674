import type { DocumentIds } from '@gatehouse/privacy';
import type { Document } from '@gatehouse/read-models';

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
