import type { Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SCHOOL } from '@gatehouse/histories';
import { permissionRows } from '@gatehouse/wonde-sandbox';
import type { Resource, World } from '../world/world.js';
import { pageText } from './page-text.js';

/** A school that approved everything, behind Wonde's API; its pages are texts, so that they may hold what no parser would write. */
export class ServedWorld {
  /** Requests that have no answer yet. */
  open = 0;
  readonly #world: World;
  readonly #server: Server;

  private constructor(world: World) {
    this.#world = world;
    this.#server = createServer((request, response) => {
      this.open += 1;
      response.on('close', () => (this.open -= 1));
      this.#answer(new URL(request.url ?? '', 'http://source'), response);
    });
  }

  static async start(world: World): Promise<ServedWorld> {
    const served = new ServedWorld(world);
    await new Promise<void>((resolve) => served.#server.listen(0, '127.0.0.1', resolve));
    return served;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1.0/`;
  }

  /** Nothing of a world depends on when it is read. */
  settle(): void {}

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer({ pathname, searchParams }: URL, response: ServerResponse): void {
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
    const pages = this.#world.lists[resource as Resource];
    const number = Number(parameters.get('cursor')?.replace('p', '')) || 0;
    return pages && pageText(pages[number] ?? { rows: [] }, number, pages.length);
  }
}

const listText = (texts: readonly string[]) => pageText({ rows: texts.map((text) => ({ text })) }, 0, 1);
