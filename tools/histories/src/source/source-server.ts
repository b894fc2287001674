import type { Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers on an address of its own, and knows how many requests have no answer yet. */
export abstract class SourceServer {
  open = 0;
  readonly #server: Server = createServer((request, response) => {
    this.open += 1;
    response.on('close', () => (this.open -= 1));
    this.answer(new URL(request.url ?? '', 'http://source'), response);
  });

  protected abstract answer(asked: URL, response: ServerResponse): void;

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  /** Including `/v1.0/`. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1.0/`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
