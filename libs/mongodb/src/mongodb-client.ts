import { setMaxListeners } from 'node:events';
import type { Connection } from 'mongoose';
import type { MongodbOptions } from './connect.js';
import { connectMongodb, TIMEOUT_MS } from './connect.js';
import { ConnectionLost, MongodbFailure, orFailure } from './failure.js';
import { withinLimit } from './within-limit.js';

/** A connection, made or being made, and the calls that use it. */
interface Link {
  connection: Promise<Connection>;
  calls: Set<Promise<unknown>>;
}

/**
 * A MongoDB to call. A connection that was lost, or silent for too long, is given up, and the next call makes a new one:
 * the driver's own does not always come back (ADR 0027).
 */
export class MongodbClient {
  readonly #options: MongodbOptions;
  readonly #limitMs: number;
  readonly #links = new Set<Link>();
  readonly #closing = new AbortController();
  #current: Link | undefined;

  private constructor(options: MongodbOptions) {
    this.#options = options;
    // One for each call.
    setMaxListeners(0, this.#closing.signal);
    this.#limitMs = 3 * (options.timeoutMs ?? TIMEOUT_MS);
  }

  /** Connects. @throws AddressRefused; MongodbNotPermitted; MongodbFailure when no server answers. */
  static async open(options: MongodbOptions): Promise<MongodbClient> {
    const client = new MongodbClient(options);
    await client.run(async () => undefined);
    return client;
  }

  /**
   * Runs work on the connection. Whether work that failed was done is not known.
   *
   * @throws MongodbFailure, and at the latest when three times the time of a step is over, connecting included.
   */
  async run<T>(work: (connection: Connection) => PromiseLike<T>): Promise<T> {
    if (this.#closing.signal.aborted) throw new MongodbFailure('the connection is closed. Open it again.');
    const link = (this.#current ??= this.#connect());
    const working = orFailure(async () => work(await link.connection));
    const call = withinLimit(this.#limitMs, working, this.#closing.signal);
    link.calls.add(call);
    try {
      return await call;
    } catch (error) {
      if (error instanceof ConnectionLost) this.#giveUp(link);
      throw error;
    } finally {
      link.calls.delete(call);
    }
  }

  /** Calls that are still running fail. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#links].map((link) => this.#end(link)));
  }

  #connect(): Link {
    const link = { connection: connectMongodb(this.#options), calls: new Set<Promise<unknown>>() };
    this.#links.add(link);
    link.connection.catch(() => this.#giveUp(link));
    return link;
  }

  /** The next call connects anew; calls that use this connection may end first. */
  #giveUp(link: Link): void {
    if (this.#current === link) this.#current = undefined;
    void Promise.allSettled(link.calls).then(() => this.#end(link));
  }

  async #end(link: Link): Promise<void> {
    if (!this.#links.delete(link)) return;
    const destroyed = link.connection.then((connection) => connection.destroy(true));
    // Closing asks the server, too, which may be what is silent.
    await withinLimit(this.#options.timeoutMs ?? TIMEOUT_MS, destroyed).catch(() => undefined);
  }
}
