import { collectionOf } from '@gatehouse/cms-projector/collections';
import type { AddOn, Kind } from '@gatehouse/contracts';
import { canonicalJson } from '@gatehouse/privacy';
import type { ReadModels } from '@gatehouse/read-models';

const PAGE = 500;

/** The documents of one kind of an add-on, one JSON text each, keys sorted at every level, in the order of ids; page by page. */
export async function* exportLines(
  models: ReadModels,
  schoolId: string,
  addOn: AddOn,
  kind: Kind,
): AsyncIterable<string> {
  const collection = collectionOf(addOn, kind);
  let after: string | undefined;
  for (;;) {
    const page = await models.list(collection, schoolId, {
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    for (const { document } of page) yield canonicalJson(document);
    if (page.length < PAGE) return;
    after = page.at(-1)?.id;
  }
}
