import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Died, Full, NotReady, Part } from './health-report.js';
import { healthDocument, whyNotReady } from './health-report.js';

/**
 * Tells whoever runs the process how it stands. `GET /live` is 200 while it runs, without asking anybody; `GET /ready`
 * is 200 or 503 with the reason; `GET /health` is 200 or 503 with how each of its parts stands.
 */
export class Health {
  readonly #server = createServer((request, response) => this.#answer(request, response));
  #notReady: NotReady | undefined = { reason: 'starting' };
  #died: Died | undefined;
  /** What somebody has to empty; undefined when there is nothing. */
  full: Full | undefined;
  /** Gives the engines, consumers and followers. */
  parts: () => readonly Part[] = () => [];

  /** @param port 0 for a free one. @throws Node's error when it cannot be had. */
  static async listen(host: string, port: number): Promise<Health> {
    const health = new Health();
    await once(health.#server.listen(port, host), 'listening');
    return health;
  }

  get address(): string {
    const { address, family, port } = this.#server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  }

  /** The start is over. What went wrong during it stays. */
  started(): void {
    if (this.#notReady?.reason === 'starting') this.#notReady = undefined;
  }

  /** From now on not ready; a failure that was told before stays the reason. */
  turnRed(why: NotReady): void {
    if (this.#notReady?.reason !== 'failed') this.#notReady = why;
  }

  /** The service gets no further by itself; the process goes on until a new one would be better off. */
  hasDied(died: Died, { staysReady }: { staysReady: boolean }): void {
    this.#died ??= died;
    if (!staysReady) this.turnRed({ reason: 'failed', ...died });
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #answer({ method, url = '' }: IncomingMessage, response: ServerResponse): void {
    const path = url.split('?')[0];
    if (path !== '/live' && path !== '/ready' && path !== '/health')
      return send(response, 404, { problem: 'Ask /live, /ready or /health.' });
    if (method !== 'GET' && method !== 'HEAD') return send(response, 405, { problem: 'Ask with GET.' });
    if (path === '/live') return send(response, 200, { live: true });
    const standing = { notReady: this.#notReady, died: this.#died, full: this.full, parts: this.parts() };
    if (path === '/health') {
      const document = healthDocument(standing);
      return send(response, document.status === 'ok' ? 200 : 503, document);
    }
    const why = whyNotReady(standing);
    if (why) return send(response, 503, { ready: false, ...why });
    send(response, 200, { ready: true });
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
