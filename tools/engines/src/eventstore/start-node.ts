import type { EventStore } from '@gatehouse/event-store';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { Cluster } from './cluster.js';
import type { EventLog } from './event-log.js';
import type { Faults } from './faults.js';
import { noFaults } from './faults.js';
import { grpcServer } from './grpc-server.js';
import { LogView } from './log-view.js';
import type { Rights } from './rights.js';
import { allRights } from './rights.js';

export interface NodeOptions {
  /** The address to listen on; the loopback interface when left out. */
  host?: string;
  /** 0, which is the default, takes a free one. */
  port?: number;
  /** TLS; plain text when left out. */
  tls?: { certificate: Buffer; key: Buffer };
  /** Accept only this name and password. */
  user?: { username: string; password: string };
}

/** A node that serves what others of its cluster may have written. */
export interface TestNode {
  port: number;
  /** The connection string that names it alone. */
  address: string;
  faults: Faults;
  rights: Rights;
  /** Calls of reads that are open. */
  reads: ReadonlySet<ServerWritableStream<unknown, unknown>>;
  /** Calls of subscriptions that are open. */
  subscriptions: ReadonlySet<ServerWritableStream<unknown, unknown>>;
  /** Ends every subscription: with an error, or in silence as if all were well. */
  dropSubscriptions(how: 'error' | 'silently'): void;
  /** From now on it does not show the newest so many events, as a follower that lags. */
  lagBehind(events: number): void;
  /** Ends it as `kill -9` does; what was written stays with the others. */
  kill(): void;
}

/** Starts a node of the cluster. @throws Error when the port cannot be had. */
export async function startNode(
  { store, log, cluster }: { store: EventStore; log: EventLog; cluster: Cluster },
  { host = '127.0.0.1', port = 0, tls, user }: NodeOptions,
): Promise<TestNode & { lead(): void }> {
  const [faults, rights, view] = [noFaults(), allRights(user), new LogView(log)];
  const node = cluster.add();
  const served = { store, log, view, faults, rights, cluster, node };
  const server = await grpcServer(served, { host, port, tls });
  node.port = server.port;
  return {
    port: server.port,
    address: `esdb://127.0.0.1:${server.port}?tls=${tls !== undefined}`,
    faults,
    rights,
    reads: server.reads,
    subscriptions: server.subscriptions,
    dropSubscriptions: (how) => server.dropSubscriptions(how),
    lagBehind: (events) => view.lagBehind(events),
    lead: () => {
      // Only who has everything is elected.
      view.lagBehind(0);
      cluster.leader = node;
    },
    kill: () => {
      node.isAlive = false;
      if (cluster.leader === node) cluster.leader = undefined;
      server.stop();
    },
  };
}
