import { SCHOOLS, SCHOOLS_OWNER } from '@gatehouse/cms-projector/collections';
import type { Document, ReadModels } from '@gatehouse/read-models';

const PAGE = 500;

/** Every school that is known, as its document says, in the order of ids. */
export async function allSchools(models: ReadModels): Promise<Document[]> {
  const schools: Document[] = [];
  for (;;) {
    const after = schools.at(-1)?.['id'] as string | undefined;
    const options = { limit: PAGE, ...(after === undefined ? {} : { after }) };
    const page = await models.list(SCHOOLS, SCHOOLS_OWNER, options);
    schools.push(...page.map(({ document }) => document));
    if (page.length < PAGE) return schools;
  }
}
