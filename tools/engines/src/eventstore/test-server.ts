import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { EventLog } from './event-log.js';
import type { Faults } from './faults.js';
import { noFaults } from './faults.js';
import { grpcServer } from './grpc-server.js';

export interface TestServerOptions {
  /** The address to listen on; the loopback interface when left out. */
  host?: string;
  /** 0, which is the default, takes a free one. */
  port?: number;
  /** Keep the events in this file; a file of its own that goes with the server when left out. */
  file?: string;
  /** TLS; plain text when left out. */
  tls?: { certificate: Buffer; key: Buffer };
  /** Accept only this name and password. */
  user?: { username: string; password: string };
}

/** A test server that speaks EventStoreDB's protocol in front of the embedded event store. It is no EventStoreDB. */
export interface EventStoreTestServer {
  port: number;
  /** Its connection string. */
  address: string;
  faults: Faults;
  /** Calls of reads that are open. */
  reads: ReadonlySet<ServerWritableStream<unknown, unknown>>;
  /** Calls of subscriptions that are open. */
  subscriptions: ReadonlySet<ServerWritableStream<unknown, unknown>>;
  /** Ends every subscription: with an error, or in silence as if all were well. */
  dropSubscriptions(how: 'error' | 'silently'): void;
  stop(): Promise<void>;
}

/** Starts the test server. @throws Error when the file or the port cannot be had. */
export async function startEventStoreTestServer(
  options: TestServerOptions = {},
): Promise<EventStoreTestServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-eventstore-'));
  const store = openEmbeddedEventStore(options.file ?? path.join(folder, 'events.db'));
  const log = new EventLog(store);
  await log.until(await store.lastPosition(['']));
  const faults = noFaults();
  const served = { store, log, faults };
  const server = await grpcServer(served, {
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    tls: options.tls,
    user: options.user,
  });
  process.stderr.write(
    `EventStoreDB test server on port ${server.port}: for tests only, it is no EventStoreDB\n`,
  );
  return {
    port: server.port,
    address: `esdb://127.0.0.1:${server.port}?tls=${options.tls !== undefined}`,
    faults,
    reads: server.reads,
    subscriptions: server.subscriptions,
    dropSubscriptions: (how) => server.dropSubscriptions(how),
    stop: async () => {
      server.stop();
      await log.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
