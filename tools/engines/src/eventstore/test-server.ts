import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import { Cluster } from './cluster.js';
import { EventLog } from './event-log.js';
import type { NodeOptions, TestNode } from './start-node.js';
import { startNode } from './start-node.js';

export interface TestServerOptions extends NodeOptions {
  /** Keep the events in this file; a file of its own that goes with the server when left out. */
  file?: string;
}

/** A test server that speaks EventStoreDB's protocol in front of the embedded event store. It is no EventStoreDB. */
export interface EventStoreTestServer extends Omit<TestNode, 'kill'> {
  stop(): Promise<void>;
}

/** Several such servers that keep the same events, of which one leads: the first, until it is told otherwise. */
export interface EventStoreTestCluster {
  nodes: readonly TestNode[];
  /** The connection string that names all nodes. */
  address: string;
  /** Makes another node the leader, as a planned change does: no connection ends. Nobody leads after the leader was killed. */
  lead(node: number): void;
  stop(): Promise<void>;
}

/** Starts one test server. @throws Error when the file or the port cannot be had. */
export async function startEventStoreTestServer(
  options: TestServerOptions = {},
): Promise<EventStoreTestServer> {
  const kept = await openKept(options.file);
  const node = await startNode(kept, options);
  process.stderr.write(
    `EventStoreDB test server on port ${node.port}: for tests only, it is no EventStoreDB\n`,
  );
  return {
    ...node,
    stop: async () => {
      node.kill();
      await kept.close();
    },
  };
}

/** Starts so many nodes. @throws Error when a port cannot be had. */
export async function startEventStoreTestCluster(count = 3): Promise<EventStoreTestCluster> {
  const kept = await openKept();
  const nodes: Awaited<ReturnType<typeof startNode>>[] = [];
  for (let n = 0; n < count; n += 1) nodes.push(await startNode(kept, {}));
  return {
    nodes,
    address: `esdb://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}?tls=false`,
    lead: (node) => nodes[node]!.lead(),
    stop: async () => {
      for (const node of nodes) node.kill();
      await kept.close();
    },
  };
}

async function openKept(file?: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-eventstore-'));
  const store = openEmbeddedEventStore(file ?? path.join(folder, 'events.db'));
  const log = new EventLog(store);
  await log.until(await store.lastPosition(['']));
  const close = async () => {
    await log.stop();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { store, log, cluster: new Cluster(), close };
}
