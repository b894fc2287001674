import type { ShownDocuments } from '@gatehouse/cms-projector/shown-documents';
import { canonicalJson } from '@gatehouse/privacy';

const PAGE = 500;

/** The documents that readers see, one JSON text each, keys sorted at every level, in the order of ids; page by page. */
export async function* exportLines(documents: ShownDocuments): AsyncIterable<string> {
  let after: string | undefined;
  for (;;) {
    const page = await documents.list({ limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const { document } of page) yield canonicalJson(document);
    if (page.length < PAGE) return;
    after = page.at(-1)?.id;
  }
}
