import type { AddOn, Kind } from '@gatehouse/schemas';
import { Installation } from '@gatehouse/histories';
import type { SchoolResult } from '@gatehouse/wonde-ingest';
import { ApprovedSchool } from '../play/approved-school.js';
import { pageText } from '../play/page-text.js';
import type { Resource } from '../world/world.js';

/** The pages of a school's lists, their rows as values; `fails` for one that is answered by 404. */
export type Lists = { [resource in Resource]?: readonly (readonly unknown[] | 'fails')[] };

/** A school whose lists are another night's whenever it is told so. */
class ToldLists extends ApprovedSchool {
  lists: Lists = {};

  protected pageOf(resource: string, number: number): string | undefined {
    const pages = this.lists[resource as Resource] ?? [[]];
    const page = pages[number] ?? [];
    if (page === 'fails') return undefined;
    return pageText({ rows: page.map((row) => ({ text: JSON.stringify(row) })) }, number, pages.length);
  }
}

/** Who is in after each night, by `forename` or `name`; and what was told of the last one. */
export interface Nights {
  in: string[][];
  last: SchoolResult;
}

/** Reads the lists of one night after those of another, through the real services on stores in memory. */
export async function nightsOf(addOn: AddOn, kind: Kind, ...nights: Lists[]): Promise<Nights> {
  const source = await new ToldLists().listen();
  const installation = await Installation.start({ source, batch: 50, repeats: undefined });
  try {
    const after: string[][] = [];
    let last: SchoolResult | undefined;
    for (const lists of nights) {
      source.lists = lists;
      [last] = (await installation.sync())?.schools ?? [];
      const documents = await installation.documents(addOn, kind);
      after.push([...documents.values()].map((one) => String(one['forename'] ?? one['name'])).sort());
    }
    if (!last) throw new Error('No school was synchronised.');
    return { in: after, last };
  } finally {
    await installation.close();
    await source.close();
  }
}
