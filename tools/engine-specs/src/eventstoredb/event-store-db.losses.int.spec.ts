import type { EventStoreTestServer } from '@gatehouse/engines';
import { startEventStoreTestCluster, startEventStoreTestServer, UnsteadyProxy } from '@gatehouse/engines';
import { newDataFile } from '@gatehouse/sqlite/testing';
import type { EventStore } from '@gatehouse/event-store';
import type { Followed } from '@gatehouse/event-store/contract';
import { follow, readAll, SteadyWriter } from '@gatehouse/event-store/contract';
import { openEventStoreDb } from '@gatehouse/event-store/eventstoredb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

/**
 * How soon after the return everything goes on, in milliseconds, on any machine. What was measured stands in
 * docs/explanation/engines.md.
 */
const WITHIN_MS = 60_000;

/** Somebody who appends and somebody who follows, both for as long as everything here takes. */
class Scene {
  readonly writer: SteadyWriter;
  readonly followed: Followed;

  constructor(
    private readonly store: EventStore,
    private readonly stream: string,
  ) {
    this.writer = new SteadyWriter(store, stream);
    this.followed = follow(store, [stream]);
  }

  /** Waits until the loss has been felt: so many more appends and tries to follow have failed. */
  async felt({ appends = 0, tries = 0 }: { appends?: number; tries?: number }): Promise<void> {
    const { failures } = this.writer;
    const { interruptions } = this.followed;
    await Promise.all([
      failures.untilCount(failures.seen.length + appends, 120_000),
      interruptions.untilCount(interruptions.seen.length + tries, 120_000),
    ]);
  }

  /** Waits until something new was appended and has been followed. @throws when that takes longer than it may */
  async goesOn(): Promise<void> {
    const { acknowledged } = this.writer;
    // The one after the next was certainly not sent before.
    await acknowledged.untilCount(acknowledged.seen.length + 2, WITHIN_MS);
    await this.followed.events.untilCount(acknowledged.seen.length, WITHIN_MS);
  }

  /** Ends all, and holds what was acknowledged, what stands in the stream and what was followed against each other. */
  async end(): Promise<void> {
    await this.writer.stop();
    const { acknowledged } = this.writer;
    await this.followed.events.untilCount(acknowledged.seen.length, WITHIN_MS);
    const there = await readAll(this.store, this.stream);
    expect(there.map(({ id }) => id)).toEqual(acknowledged.seen);
    expect(this.followed.events.seen).toEqual(there);
  }
}

const opened: EventStore[] = [];
function open(connection: string): EventStore {
  const store = openEventStoreDb({ connection, insecure: true });
  opened.push(store);
  return store;
}

describe('on one server, one loss after the other, with the limits that services have', () => {
  const file = newDataFile();
  let server: EventStoreTestServer;
  let proxy: UnsteadyProxy;
  let scene: Scene;

  beforeAll(async () => {
    server = await startEventStoreTestServer({ file });
    proxy = await UnsteadyProxy.before(server.port);
    await proxy.shut();
    scene = new Scene(open(`esdb://127.0.0.1:${proxy.port}?tls=false`), 'lost-1');
  });
  afterAll(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
    await proxy.close();
    await server.stop();
  });

  it.each<{ loss: string; take: () => Promise<void>; bringBack: () => Promise<void> | void }>([
    {
      loss: 'away at the start',
      take: () => scene.felt({ appends: 1, tries: 2 }),
      bringBack: () => proxy.open(),
    },
    {
      loss: 'killed, and away for so long that the pauses are the longest',
      take: async () => {
        await server.stop();
        await scene.felt({ appends: 1, tries: 7 });
      },
      bringBack: async () => {
        server = await startEventStoreTestServer({ file, port: server.port });
      },
    },
    {
      loss: 'frozen',
      take: async () => {
        proxy.freeze();
        await scene.felt({ appends: 1 });
      },
      bringBack: () => proxy.mend(),
    },
    { loss: 'cut', take: async () => proxy.cut(), bringBack: () => undefined },
    {
      loss: 'slow',
      take: async () => {
        proxy.slow(300);
        await scene.goesOn();
      },
      bringBack: () => proxy.mend(),
    },
    {
      loss: 'read-only: it refuses appends',
      take: async () => {
        server.faults.everyAppend = 'refused';
        await scene.felt({ appends: 3 });
      },
      bringBack: () => {
        server.faults.everyAppend = undefined;
      },
    },
    {
      loss: 'full: it answers no append',
      take: async () => {
        server.faults.everyAppend = 'lost';
        await scene.felt({ appends: 1 });
      },
      bringBack: () => {
        server.faults.everyAppend = undefined;
      },
    },
    {
      loss: 'refusing the user',
      take: async () => {
        Object.assign(server.rights, { readsAll: false, unwritable: ['lost-'] });
        server.dropSubscriptions('error');
        await scene.felt({ appends: 1, tries: 3 });
      },
      bringBack: () => {
        Object.assign(server.rights, { readsAll: true, unwritable: [] });
      },
    },
  ])('$loss: everything goes on by itself', async ({ take, bringBack }) => {
    await take();
    await bringBack();
    await scene.goesOn();
  });

  it('after all of them nothing acknowledged is lost, and nothing was missed or came twice', async () => {
    await scene.end();
    expect(new Set(scene.writer.failures.seen)).toEqual(
      new Set(['EVENT_STORE_UNAVAILABLE', 'EVENT_STORE_REFUSED']),
    );
  });
});

describe('on a cluster', () => {
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });

  it.each(['changed by plan', 'killed'] as const)(
    'a leader that was %s: everything goes on, and nothing is lost or missed',
    async (how) => {
      const cluster = await startEventStoreTestCluster();
      try {
        const scene = new Scene(open(cluster.address), 'led-1');
        await scene.goesOn();
        if (how === 'killed') {
          cluster.nodes[0]!.kill();
          await scene.felt({ tries: 1 });
        }
        cluster.lead(1);
        await scene.goesOn();
        await scene.end();
      } finally {
        await Promise.all(opened.splice(0).map((store) => store.close()));
        await cluster.stop();
      }
    },
  );
});
