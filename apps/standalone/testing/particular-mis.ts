import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request is answered with instead of the sandbox's answer; `hang`: with nothing. Undefined: with the sandbox's. */
export type Particular = (asked: URL) => { status: number; body: unknown } | 'hang' | undefined;

/** Stands before the sandbox and answers some requests as a school's MIS does that is not like others. */
export class ParticularMis {
  readonly #server = createServer((request, response) => this.#answer(request, response));
  /** The sandbox. */
  to: URL | undefined;

  private constructor(private readonly particular: Particular) {}

  static async open(particular: Particular): Promise<ParticularMis> {
    const mis = new ParticularMis(particular);
    mis.#server.listen(0, '127.0.0.1');
    await once(mis.#server, 'listening');
    return mis;
  }

  /** Including `/v1.0/`. */
  get baseUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1.0/`;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', this.baseUrl);
    const answer = this.particular(url);
    if (answer === 'hang') return;
    if (answer) {
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
      return;
    }
    const { hostname, port } = this.to ?? url;
    // The host that the client wrote goes with it, so that pages link to each other here.
    const { method, headers } = request;
    const options = { hostname, port, method, path: request.url, headers, agent: false as const };
    const far = forward(options, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    });
    far.on('error', () => response.destroy());
    request.pipe(far);
  }
}
