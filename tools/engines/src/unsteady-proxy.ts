import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Stands before a server on the loopback interface and is as unsteady as a network: frozen, slow, cut, or not there.
 * All of it can be changed at any time.
 */
export class UnsteadyProxy {
  readonly #target: number;
  readonly #sockets = new Set<Socket>();
  #server = createServer();
  #port = 0;
  #delayMs = 0;
  /** How many more bytes pass to clients before nothing does. */
  #untilFrozen = Infinity;
  #thawed: Promise<void> = Promise.resolve();
  /** There while nothing passes. */
  #thaw: (() => void) | undefined;

  private constructor(target: number) {
    this.#target = target;
  }

  /** @param target the server's port. */
  static async before(target: number): Promise<UnsteadyProxy> {
    const proxy = new UnsteadyProxy(target);
    await proxy.open();
    return proxy;
  }

  /** The same for as long as it lives. */
  get port(): number {
    return this.#port;
  }

  /**
   * Nothing passes any more, either way, once so many more bytes have passed to clients. Connections stay open and new
   * ones are taken, as those of a server that hangs; what is sent meanwhile passes after `mend`.
   */
  freeze(afterBytes = 0): void {
    this.#untilFrozen = afterBytes;
    if (afterBytes <= 0) this.#hold();
  }

  /** Every piece passes so much later than the one before it. */
  slow(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  /** Everything passes again, without delay. */
  mend(): void {
    this.#untilFrozen = Infinity;
    this.#delayMs = 0;
    this.#thaw?.();
  }

  /** Ends all connections at once; new ones pass. */
  cut(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Ends all connections, and refuses new ones until `open`. */
  async shut(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.cut();
    await closed;
  }

  async open(): Promise<void> {
    this.#server = createServer((client) => this.#join(client));
    await once(this.#server.listen(this.#port, '127.0.0.1'), 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** For the end of a test, whether it is open or shut. */
  async close(): Promise<void> {
    this.mend();
    this.cut();
    if (this.#server.listening) await this.shut();
  }

  #hold(): void {
    if (this.#thaw) return;
    this.#thawed = new Promise((resolve) => {
      this.#thaw = () => {
        this.#thaw = undefined;
        resolve();
      };
    });
  }

  #join(client: Socket): void {
    const server = connect(this.#target, '127.0.0.1');
    this.#pass(client, server, (bytes) => this.#write(bytes, server));
    this.#pass(server, client, (bytes) => this.#writeToClient(bytes, client));
  }

  #pass(from: Socket, to: Socket, write: (bytes: Buffer) => Promise<void>): void {
    this.#sockets.add(from);
    let last = Promise.resolve();
    from.on('data', (bytes: Buffer) => {
      last = last.then(() => write(bytes));
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      void last.then(() => to.destroy());
    });
  }

  async #write(bytes: Buffer, to: Socket): Promise<void> {
    if (this.#delayMs > 0) await pause(this.#delayMs);
    await this.#thawed;
    if (to.writable) to.write(bytes);
  }

  async #writeToClient(bytes: Buffer, client: Socket): Promise<void> {
    const passes = bytes.subarray(0, Math.max(0, this.#untilFrozen));
    const waits = bytes.subarray(passes.length);
    this.#untilFrozen -= bytes.length;
    if (passes.length > 0) await this.#write(passes, client);
    if (waits.length === 0) return;
    this.#hold();
    await this.#write(waits, client);
  }
}
