import type { ServerResponse } from 'node:http';
import { SCHOOL, SourceServer } from '@gatehouse/histories';
import { permissionRows } from '@gatehouse/wonde-sandbox';
import { pageText } from './page-text.js';

/** A school that approved everything, behind Wonde's API; its pages are texts, so that they may hold what no parser would write. */
export abstract class ApprovedSchool extends SourceServer {
  /** Nothing of it depends on when it is read. */
  settle(): void {}

  /** The text of a page of a list, the first with number 0; undefined for one that is not there. */
  protected abstract pageOf(resource: string, number: number): string | undefined;

  protected answer({ pathname, searchParams }: URL, response: ServerResponse): void {
    const text = this.#textOf(pathname.replace('/v1.0/', '').replace(/\/$/, ''), searchParams);
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(text ?? '{}');
  }

  #textOf(path: string, parameters: URLSearchParams): string | undefined {
    if (path.endsWith('/permissions')) return JSON.stringify({ data: permissionRows(true) });
    if (path.startsWith('meta/'))
      return JSON.stringify({ data: { online: true, approved: true, audited: true } });
    if (path === 'schools') return listText([JSON.stringify({ id: SCHOOL, name: 'A school' })]);
    const [, , resource] = path.split('/');
    if (resource === undefined) return listText([]);
    return this.pageOf(resource, Number(parameters.get('cursor')?.replace('p', '')) || 0);
  }
}

const listText = (texts: readonly string[]) => pageText({ rows: texts.map((text) => ({ text })) }, 0, 1);
