import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** The way to a server on loopback, which may be cut, frozen, slow or closed while the server itself runs on. */
export class FaultyConnection {
  readonly #server = createServer((client) => this.#join(client));
  readonly #sockets = new Set<Socket>();
  readonly #target: URL;
  #port = 0;
  #left = { toServer: Infinity, toClient: Infinity };
  #isFrozen = false;
  #delayMs = 0;

  private constructor(target: URL) {
    this.#target = target;
  }

  /** @param address of the server, with one host. */
  static async before(address: string): Promise<FaultyConnection> {
    const faulty = new FaultyConnection(new URL(address));
    await faulty.#listen();
    return faulty;
  }

  /** The server's address by this way. */
  get address(): string {
    const address = new URL(this.#target);
    address.hostname = '127.0.0.1';
    address.port = String(this.#port);
    return address.href;
  }

  /** All connections end when so many bytes more have passed this way, and so does every new one. */
  cutAfter(way: 'toServer' | 'toClient', bytes: number): void {
    this.#left[way] = bytes;
  }

  /** Connections are taken, and nothing passes on them, as when the server's process is stopped. */
  freeze(): void {
    this.#isFrozen = true;
    for (const socket of this.#sockets) socket.pause();
  }

  /** Whatever passes is this much later, each way. */
  slow(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  /** All connections end, and new ones are refused, as when the server's process was killed. */
  async refuse(): Promise<void> {
    this.#server.close();
    this.#cut();
    await once(this.#server, 'close');
  }

  /** What was held comes now. */
  async mend(): Promise<void> {
    this.#left = { toServer: Infinity, toClient: Infinity };
    this.#delayMs = 0;
    this.#isFrozen = false;
    for (const socket of this.#sockets) socket.resume();
    if (!this.#server.listening) await this.#listen();
  }

  async close(): Promise<void> {
    if (this.#server.listening) await this.refuse();
    this.#cut();
  }

  async #listen(): Promise<void> {
    await once(this.#server.listen(this.#port, '127.0.0.1'), 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
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
      else if (this.#delayMs > 0) setTimeout(() => to.write(bytes), this.#delayMs).unref();
      else to.write(bytes);
    });
    if (this.#isFrozen) from.pause();
  }

  #cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
