import { randomUUID } from 'node:crypto';
import { startEventStoreTestServer } from '@gatehouse/engines';
import { Collector, newDataFile } from '@gatehouse/sqlite/testing';
import type { EventStore, Position } from '@gatehouse/event-store';
import { accepted, follow, readAll, someEvents } from '@gatehouse/event-store/contract';
import type { EventStoreDbSettings } from '@gatehouse/event-store/eventstoredb';
import { openEventStoreDb } from '@gatehouse/event-store/eventstoredb';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';

const server = await startEventStoreTestServer();
const opened: EventStore[] = [];

afterEach(async () => {
  Object.assign(server.faults, { silent: false, frozenReads: false, checkpointWindow: 32 });
  await Promise.all(opened.splice(0).map((store) => store.close()));
});
afterAll(() => server.stop());

function open(settings: Partial<EventStoreDbSettings> = {}): EventStore {
  const store = openEventStoreDb({ connection: server.address, insecure: true, ...settings });
  opened.push(store);
  return store;
}

const aPrefix = () => `p${randomUUID()}-`;

describe('checkpoints', () => {
  it('never run ahead of the events that were delivered, however slow the handler is', async () => {
    const [store, prefix] = [open(), aPrefix()];
    server.faults.checkpointWindow = 1 / 32;
    await accepted(store.append(`${prefix}a`, 'no-stream', someEvents(100)));
    await accepted(store.append(`other-${randomUUID()}`, 'no-stream', someEvents(5)));
    await accepted(store.append(`${prefix}b`, 'no-stream', someEvents(100)));
    const wanted = [...(await readAll(store, `${prefix}a`)), ...(await readAll(store, `${prefix}b`))];
    const delivered = new Collector<Position>();
    const ahead: Position[] = [];
    store.subscribe({
      prefixes: [prefix],
      after: null,
      maxBatch: 3,
      onBatch: async (events, checkpoint) => {
        await new Promise((resolve) => setImmediate(resolve));
        delivered.add(...events.map((event) => event.position));
        const upTo = wanted.filter((event) => event.position <= checkpoint).length;
        if (delivered.seen.length !== upTo) ahead.push(checkpoint);
      },
    });
    await delivered.untilCount(200);
    expect(ahead).toEqual([]);
  });

  it('move past events that nobody here wants', async () => {
    const [store, prefix] = [open(), aPrefix()];
    server.faults.checkpointWindow = 1;
    const { batches, subscription } = follow(store, [prefix]);
    const { position } = await accepted(store.append(`other-${randomUUID()}`, 'no-stream', someEvents(64)));
    await until(() => batches.some(({ size, checkpoint }) => size === 0 && checkpoint > ''));
    expect(batches.at(-1)!.checkpoint <= position).toBe(true);
    await subscription.stop();
  });
});

describe('a subscription that ends without being asked to', () => {
  it.each(['error', 'silently'] as const)(
    'goes on by itself, and says that it was cut off: %s',
    async (how) => {
      const [store, prefix] = [open(), aPrefix()];
      await accepted(store.append(`${prefix}a`, 'no-stream', someEvents(1)));
      const { events, interruptions } = follow(store, [prefix]);
      await events.untilCount(1);
      server.dropSubscriptions(how);
      await interruptions.untilCount(2);
      expect(interruptions.seen.map((error) => error?.code)).toEqual(['EVENT_STORE_UNAVAILABLE', undefined]);
      await accepted(store.append(`${prefix}a`, 0, someEvents(2)));
      await events.untilCount(3);
      expect(events.seen.map((event) => event.revision)).toEqual([0, 1, 2]);
    },
  );

  it('is told of, each time that the server does not confirm it, and follows when it does', async () => {
    const [store, prefix] = [open({ timeoutMs: 200 }), aPrefix()];
    server.faults.frozenReads = true;
    const { events, interruptions } = follow(store, [prefix]);
    await interruptions.untilCount(2);
    expect(interruptions.seen[1]?.message).toContain('did not confirm');
    server.faults.frozenReads = false;
    await interruptions.until((seen) => seen.at(-1) === undefined);
    await accepted(open().append(`${prefix}a`, 'no-stream', someEvents(1)));
    await events.untilCount(1);
  });

  it('goes on after the last checkpoint once the server is back', async () => {
    const file = newDataFile();
    const first = await startEventStoreTestServer({ file });
    const store = openEventStoreDb({ connection: first.address, insecure: true });
    opened.push(store);
    await accepted(store.append('p-a', 'no-stream', someEvents(3)));
    const { events, interruptions } = follow(store, ['p-']);
    await events.untilCount(3);
    await first.stop();
    await interruptions.untilCount(3);

    const second = await startEventStoreTestServer({ file, port: first.port });
    try {
      await interruptions.until((seen) => seen.at(-1) === undefined);
      await accepted(store.append('p-a', 2, someEvents(2)));
      await events.untilCount(5);
      expect(events.seen.map((event) => event.revision)).toEqual([0, 1, 2, 3, 4]);
    } finally {
      await second.stop();
    }
  });

  it('stops at once while the server is away', async () => {
    const store = openEventStoreDb({ connection: 'esdb://127.0.0.1:1?tls=false', insecure: true });
    opened.push(store);
    const { interruptions, subscription } = follow(store, ['p-']);
    await interruptions.untilCount(1);
    await subscription.stop();
    await expect(subscription.ended).resolves.toBeUndefined();
  });

  it('is in the log once for an outage, and once when it is over', async () => {
    const said = new Collector<object>();
    const log = {
      warn: (fields: object, message: string) => said.add({ ...fields, message }),
      info: (fields: object, message: string) => said.add({ ...fields, message }),
    };
    const [store, prefix] = [open({ timeoutMs: 100, log }), aPrefix()];
    server.faults.frozenReads = true;
    const { interruptions } = follow(store, [prefix]);
    await interruptions.untilCount(3);
    server.faults.frozenReads = false;
    await said.untilCount(2);
    expect(said.seen).toEqual([
      {
        prefixes: [prefix],
        error: 'EVENT_STORE_UNAVAILABLE',
        why: 'EventStoreDB did not confirm a subscription within 100 ms.',
        message: 'A subscription is interrupted.',
      },
      { prefixes: [prefix], message: 'A subscription follows again.' },
    ]);
  });
});

it('renews a subscription that is silent, and loses and repeats nothing', async () => {
  const [store, prefix] = [open({ silenceMs: 200 }), aPrefix()];
  await accepted(store.append(`${prefix}a`, 'no-stream', someEvents(2)));
  const { events } = follow(store, [prefix]);
  await events.untilCount(2);
  server.faults.silent = true;
  await accepted(store.append(`${prefix}a`, 1, someEvents(2)));
  server.faults.silent = false;
  await events.untilCount(4);
  expect(events.seen.map((event) => event.revision)).toEqual([0, 1, 2, 3]);
});

it('leaves no subscription behind on the server when it is stopped', async () => {
  const [store, prefix] = [open(), aPrefix()];
  await accepted(store.append(`${prefix}a`, 'no-stream', someEvents(1)));
  const { events, subscription } = follow(store, [prefix]);
  await events.untilCount(1);
  const before = server.subscriptions.size;
  await subscription.stop();
  await until(() => server.subscriptions.size === before - 1);
});

/** Looks again with every turn of the event loop. */
async function until(isSo: () => boolean): Promise<void> {
  const limit = AbortSignal.timeout(20_000);
  while (!isSo()) {
    limit.throwIfAborted();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
