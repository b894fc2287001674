import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** A way to a server that can be shut: then nobody who uses it reaches the server, whatever he was in the middle of. */
export class Door {
  readonly #to: { host: string; port: number };
  readonly #sockets = new Set<Socket>();
  #server = createServer();
  #port = 0;

  private constructor(to: URL) {
    this.#to = { host: to.hostname, port: Number(to.port) };
  }

  /** @param isOpen whether it is open at first. */
  static async to(server: string, { isOpen = true } = {}): Promise<Door> {
    const door = new Door(new URL(server));
    await door.open();
    if (!isOpen) await door.shut();
    return door;
  }

  /** `127.0.0.1:port`, always the same. */
  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  async open(): Promise<void> {
    this.#server = createServer((near) => {
      const far = connect(this.#to);
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => this.#sockets.delete(socket));
      }
      near.pipe(far).pipe(near);
    }).listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async shut(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
