import { collectionOf } from '@gatehouse/cms-projector';
import type { AddOn, Kind } from '@gatehouse/schemas';
import { ADD_ONS, KINDS } from '@gatehouse/schemas';
import type { Document, ReadModels } from '@gatehouse/read-models';

const ALL = 1_000_000;

/** What the CMS reads of a school, by `<add-on>/<kind>`, each collection by id. */
export type Documents = { [collection: string]: Document[] };

export async function documentsOf(
  readModels: ReadModels,
  schoolId: string,
  addOn: AddOn,
  kind: Kind,
): Promise<Document[]> {
  const found = await readModels.list(collectionOf(addOn, kind), schoolId, { limit: ALL });
  return found.map(({ document }) => document);
}

export async function readDocuments(readModels: ReadModels, schoolId: string): Promise<Documents> {
  const documents: Documents = {};
  for (const addOn of ADD_ONS) {
    for (const kind of KINDS) {
      documents[`${addOn}/${kind}`] = await documentsOf(readModels, schoolId, addOn, kind);
    }
  }
  return documents;
}
