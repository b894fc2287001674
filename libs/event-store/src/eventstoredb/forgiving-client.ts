import type { Readable } from 'node:stream';
import type {
  Credentials,
  DNSClusterOptions,
  GossipClusterOptions,
  SingleNodeOptions,
} from '@eventstore/db-client';
import { EventStoreDBClient } from '@eventstore/db-client';

export interface Security {
  insecure?: boolean;
  rootCertificate?: Buffer;
  verifyOptions?: { rejectUnauthorized: boolean };
}

/**
 * The client, in two places more forgiving. All appends of a process share one table of open answers: a second answer
 * to an append, or one that comes after another client's failure emptied the table, would throw where nobody can catch
 * it, end the process, or leave every later append without an answer. Here it is left out. And whether the server can
 * append in batches is not asked, since every server that Gatehouse works with can, and a failed answer would stay.
 */
export class ForgivingClient extends EventStoreDBClient {
  #channel: { close(): void } | undefined;

  constructor(
    nodes: DNSClusterOptions | GossipClusterOptions | SingleNodeOptions,
    security: Security,
    credentials?: Credentials,
  ) {
    // The client has an overload for each kind of nodes, and none for all.
    super(nodes as SingleNodeOptions, security, credentials);
    const create = this.GRPCStreamCreator;
    this.GRPCStreamCreator = (Client, name, creator, cache) =>
      create(Client, name, name === 'appendToStream' ? (client) => forgive(creator(client)) : creator, cache);
    this.supports = async () => true;
    const getChannel = this.getChannel;
    this.getChannel = async () => (this.#channel = await getChannel());
  }

  /** Ends all that is open, and the connection, which `dispose` alone would leave open. */
  async close(): Promise<void> {
    await this.dispose();
    this.#channel?.close();
  }
}

function forgive<T>(stream: T): T {
  const answers = stream as Readable;
  for (const listener of answers.listeners('data') as ((answer: unknown) => void)[]) {
    answers.off('data', listener);
    answers.on('data', (answer) => {
      try {
        listener(answer);
      } catch (error) {
        // What the client throws when its table has no such append.
        if (!(error instanceof TypeError)) throw error;
      }
    });
  }
  return stream;
}
