import { randomUUID } from 'node:crypto';
import { startEventStoreTestServer } from '@gatehouse/engines';
import { Collector, newDataFile } from '@gatehouse/sqlite/testing';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { follow } from '../contract/followed.js';
import { accepted, readAll, someEvents } from '../contract/some-events.js';
import type { EventStore, Position } from '../event-store.port.js';
import { EventStoreUnavailable } from '../event-store.port.js';
import { openEventStoreDb } from './event-store-db.js';
import type { EventStoreDbSettings } from './settings.js';

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
  it.each(['error', 'silently'] as const)('has failed: %s', async (how) => {
    const [store, prefix] = [open(), aPrefix()];
    await accepted(store.append(`${prefix}a`, 'no-stream', someEvents(1)));
    const { events, subscription } = follow(store, [prefix]);
    await events.untilCount(1);
    server.dropSubscriptions(how);
    await expect(subscription.ended).rejects.toThrow(EventStoreUnavailable);
  });

  it('has failed when the server never confirms it', async () => {
    const store = open({ timeoutMs: 200 });
    server.faults.frozenReads = true;
    const { subscription } = follow(store, [aPrefix()]);
    await expect(subscription.ended).rejects.toThrow('did not confirm');
  });

  it('has failed when the server goes, and another goes on after the last checkpoint once it is back', async () => {
    const file = newDataFile();
    const first = await startEventStoreTestServer({ file });
    const store = openEventStoreDb({ connection: first.address, insecure: true });
    opened.push(store);
    await accepted(store.append('p-a', 'no-stream', someEvents(3)));
    const before = follow(store, ['p-']);
    await before.events.untilCount(3);
    await first.stop();
    await expect(before.subscription.ended).rejects.toThrow(EventStoreUnavailable);

    const second = await startEventStoreTestServer({ file, port: first.port });
    const after = follow(store, ['p-'], { after: before.batches.at(-1)!.checkpoint });
    await accepted(store.append('p-a', 2, someEvents(2)));
    await after.events.untilCount(2);
    expect(after.events.seen.map((event) => event.revision)).toEqual([3, 4]);
    await after.subscription.stop();
    await second.stop();
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
