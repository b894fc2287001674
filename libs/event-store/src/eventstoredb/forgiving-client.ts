import type { Readable } from 'node:stream';
import type {
  Credentials,
  DNSClusterOptions,
  GossipClusterOptions,
  SingleNodeOptions,
} from '@eventstore/db-client';
import {
  convertToCommandError,
  EventStoreDBClient,
  NotLeaderError,
  UnavailableError,
} from '@eventstore/db-client';

export interface Security {
  insecure?: boolean;
  rootCertificate?: Buffer;
  verifyOptions?: { rejectUnauthorized: boolean };
}

type Channel = Awaited<ReturnType<EventStoreDBClient['getChannel']>>;

/**
 * The client, in four places different. All appends of a process share one table of open answers: a second answer
 * to an append, or one that comes after another client's failure emptied the table, would throw where nobody can catch
 * it, end the process, or leave every later append without an answer. Here it is left out. Whether the server can
 * append in batches is not asked, since every server that Gatehouse works with can, and a failed answer would stay. A
 * connection that may be dead can be given up. And where only one node is named, no other is ever connected to.
 */
export class ForgivingClient extends EventStoreDBClient {
  /** Whether the settings name one node, and no cluster of which it may be a part. */
  readonly isOfOneNode: boolean;
  #channel: Channel | undefined;
  #isClosed = false;

  constructor(
    nodes: DNSClusterOptions | GossipClusterOptions | SingleNodeOptions,
    security: Security,
    credentials?: Credentials,
  ) {
    // The client has an overload for each kind of nodes, and none for all.
    super(nodes as SingleNodeOptions, security, credentials);
    this.isOfOneNode = 'endpoint' in nodes;
    const create = this.GRPCStreamCreator;
    this.GRPCStreamCreator = (Client, name, creator, cache) =>
      create(Client, name, name === 'appendToStream' ? (client) => forgive(creator(client)) : creator, cache);
    this.supports = async () => true;
    const getChannel = this.getChannel;
    this.getChannel = async () => {
      this.#channel = await getChannel();
      // It came only after the end.
      if (this.#isClosed) this.#channel.close();
      return this.#channel;
    };
    const handleError = this.handleError;
    this.handleError = (client, error) => {
      const isElsewhere = this.isOfOneNode && convertToCommandError(error) instanceof NotLeaderError;
      return handleError(client, isElsewhere ? new UnavailableError() : error);
    };
  }

  /** Gives up the connection, which may be dead without a word: the next call makes a new one. What is open goes on. */
  reconnect(): void {
    const channel = this.#channel;
    if (!channel) return;
    // Nothing else of a gRPC client is looked at.
    const client = { getChannel: () => channel } as unknown as Parameters<typeof this.handleError>[0];
    void this.handleError(client, new UnavailableError());
  }

  /** Ends all that is open, and the connection, which `dispose` alone would leave open. */
  async close(): Promise<void> {
    this.#isClosed = true;
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
