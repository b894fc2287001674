import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** Stands before a server on loopback, and cuts every connection when as many bytes as it was told have passed one way. */
export class CutProxy {
  readonly #server = createServer((client) => this.#join(client));
  readonly #sockets = new Set<Socket>();
  readonly #target: URL;
  #left = { toServer: Infinity, toClient: Infinity };

  private constructor(target: URL) {
    this.#target = target;
  }

  /** @param address of the server, with one host. */
  static async before(address: string): Promise<CutProxy> {
    const proxy = new CutProxy(new URL(address));
    await once(proxy.#server.listen(0, '127.0.0.1'), 'listening');
    return proxy;
  }

  /** The server's address by way of this proxy. */
  get address(): string {
    const address = new URL(this.#target);
    address.hostname = '127.0.0.1';
    address.port = String((this.#server.address() as AddressInfo).port);
    return address.href;
  }

  /** From now on, all connections end when so many bytes more have passed this way, and so does every new one. */
  cutAfter(way: 'toServer' | 'toClient', bytes: number): void {
    this.#left[way] = bytes;
  }

  mend(): void {
    this.#left = { toServer: Infinity, toClient: Infinity };
  }

  async close(): Promise<void> {
    this.#cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(client: Socket): void {
    const server = connect(Number(this.#target.port), this.#target.hostname);
    this.#pass(client, server, 'toServer');
    this.#pass(server, client, 'toClient');
  }

  #pass(from: Socket, to: Socket, way: 'toServer' | 'toClient'): void {
    this.#sockets.add(from);
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
    from.on('data', (bytes) => {
      this.#left[way] -= bytes.length;
      if (this.#left[way] < 0) this.#cut();
      else to.write(bytes);
    });
  }

  #cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
