import type { ServerResponse } from 'node:http';
import type { AddOn, Kind } from '@gatehouse/contracts';
import { Installation, SCHOOL, SourceServer } from '@gatehouse/histories';
import { permissionRows } from '@gatehouse/wonde-sandbox';
import type { SchoolResult } from '@gatehouse/wonde-ingest';
import { pageText } from '../play/page-text.js';
import type { Resource } from '../world/world.js';

/** The pages of a school's lists, their rows as values; `fails` for one that is answered by 404. */
export type Lists = { [resource in Resource]?: readonly (readonly unknown[] | 'fails')[] };

/** A school that approved everything, whose lists are another night's whenever it is told so. */
export class ToldLists extends SourceServer {
  lists: Lists = {};

  settle(): void {}

  protected answer({ pathname, searchParams }: URL, response: ServerResponse): void {
    const text = this.#textOf(pathname.replace('/v1.0/', '').replace(/\/$/, ''), searchParams);
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(text ?? '{}');
  }

  #textOf(path: string, parameters: URLSearchParams): string | undefined {
    if (path.endsWith('/permissions')) return JSON.stringify({ data: permissionRows(true) });
    if (path.startsWith('meta/'))
      return JSON.stringify({ data: { online: true, approved: true, audited: true } });
    if (path === 'schools') return listText([{ id: SCHOOL, name: 'A school' }], 0, 1);
    const [, , resource] = path.split('/');
    if (resource === undefined) return listText([], 0, 1);
    const pages = this.lists[resource as Resource] ?? [[]];
    const number = Number(parameters.get('cursor')?.replace('p', '')) || 0;
    const page = pages[number] ?? [];
    return page === 'fails' ? undefined : listText(page, number, pages.length);
  }
}

const listText = (rows: readonly unknown[], number: number, pages: number) =>
  pageText({ rows: rows.map((row) => ({ text: JSON.stringify(row) })) }, number, pages);

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
