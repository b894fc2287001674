import type { AppendExpectedRevision, AppendResult, EventData } from '@eventstore/db-client';
import type { ForgivingClient } from './forgiving-client.js';
import { EventStoreUnavailable } from '../event-store.port.js';

/**
 * Sends appends on a client of their own, within a time limit, which the client does not have. A client that let one
 * pass may answer nothing any more: it is replaced, and what it has open then fails, to be looked for at the tail.
 */
export class Appender {
  readonly #open: () => ForgivingClient;
  readonly #limitMs: number;
  #client: ForgivingClient;

  constructor(open: () => ForgivingClient, limitMs: number) {
    this.#open = open;
    this.#limitMs = limitMs;
    this.#client = open();
  }

  /** One attempt. @throws what the client throws, and EventStoreUnavailable when the limit passes */
  async send(
    stream: string,
    expectedRevision: AppendExpectedRevision,
    events: EventData[],
  ): Promise<AppendResult> {
    const client = this.#client;
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#replace(client);
        reject(
          new EventStoreUnavailable(`EventStoreDB did not answer an append within ${this.#limitMs} ms.`),
        );
      }, this.#limitMs);
    });
    try {
      const sent = client.appendToStream(stream, events, { expectedRevision, deadline: this.#limitMs });
      return await Promise.race([sent, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  #replace(client: ForgivingClient): void {
    if (client !== this.#client) return;
    this.#client = this.#open();
    void client.close();
  }
}
