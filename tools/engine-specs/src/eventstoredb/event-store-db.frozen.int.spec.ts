import { randomUUID } from 'node:crypto';
import { startEventStoreTestCluster, startEventStoreTestServer, UnsteadyProxy } from '@gatehouse/engines';
import type { EventStore } from '@gatehouse/event-store';
import { accepted, follow, readAll, someEvents, untilAnswers } from '@gatehouse/event-store/contract';
import { openEventStoreDb } from '@gatehouse/event-store/eventstoredb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

/** Short, because what never comes is waited for so long; what is read through it is small, for a busy machine is slow. */
const HASTY_MS = 2_000;

const server = await startEventStoreTestServer();
const proxy = await UnsteadyProxy.before(server.port);
const opened: EventStore[] = [];
const EVENTS = 60;
const prefix = `p${randomUUID()}-`;
const stream = `${prefix}a`;

beforeAll(async () => {
  const store = open(server.address);
  const events = someEvents(EVENTS).map((event) => ({ ...event, data: { text: 'x'.repeat(1_000) } }));
  await accepted(store.append(stream, 'no-stream', events));
});
afterEach(async () => {
  proxy.mend();
  await Promise.all(opened.splice(0).map((store) => store.close()));
});
afterAll(async () => {
  await proxy.close();
  await server.stop();
});

function open(connection: string, timeoutMs?: number): EventStore {
  const times = timeoutMs === undefined ? {} : { timeoutMs, silenceMs: timeoutMs };
  const store = openEventStoreDb({ connection, insecure: true, ...times });
  opened.push(store);
  return store;
}

const hasty = () => open(`esdb://127.0.0.1:${proxy.port}?tls=false`, HASTY_MS);
const away = { code: 'EVENT_STORE_UNAVAILABLE' };

/** How long a call took until it failed as it should, in milliseconds. */
async function failingFor(call: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await expect(call).rejects.toMatchObject(away);
  return performance.now() - began;
}

/** A busy machine wakes late; no call has more than a few such waits. */
const LATE_MS = 10_000;

describe('on a connection on which nothing passes any more', () => {
  it.each([
    { call: 'readLast', limits: 1, ask: (store: EventStore) => store.readLast(stream) },
    { call: 'read', limits: 1, ask: (store: EventStore) => readAll(store, stream) },
    { call: 'lastPosition', limits: 1, ask: (store: EventStore) => store.lastPosition([prefix]) },
    {
      call: 'append',
      limits: 2,
      ask: (store: EventStore) => store.append(`${prefix}b`, 'no-stream', someEvents(1)),
    },
  ])('$call ends within its limit, and the next one is answered when it passes again', async (each) => {
    const store = hasty();
    proxy.freeze();
    expect(await failingFor(each.ask(store))).toBeLessThan(each.limits * HASTY_MS + LATE_MS);
    proxy.mend();
    await untilAnswers(() => store.readLast(stream));
    await untilAnswers<unknown>(() => each.ask(store));
  });

  it('a read ends that has begun to answer', async () => {
    const store = hasty();
    proxy.freeze(20_000);
    expect(await failingFor(readAll(store, stream))).toBeLessThan(HASTY_MS + LATE_MS);
    proxy.mend();
    expect(await untilAnswers(() => readAll(store, stream))).toHaveLength(EVENTS);
  });

  it('appends that wait for others are refused unsent', async () => {
    const store = hasty();
    proxy.freeze();
    const appends = Array.from({ length: 60 }, (_, n) =>
      failingFor(store.append(`${prefix}waits-${n}`, 'no-stream', someEvents(1))),
    );
    expect(Math.max(...(await Promise.all(appends)))).toBeLessThan(8 * HASTY_MS + LATE_MS);
    proxy.mend();
    // The last one never had its turn, so that nothing of it is left to arrive.
    expect(await open(server.address).readLast(`${prefix}waits-59`)).toBeUndefined();
  });

  it('the start of a subscription is told to have failed, and it follows when it passes again', async () => {
    proxy.freeze();
    const { events, interruptions } = follow(hasty(), [stream]);
    await interruptions.untilCount(2);
    expect(interruptions.seen[0]).toMatchObject(away);
    proxy.mend();
    await events.untilCount(EVENTS, 60_000);
    expect(interruptions.seen.at(-1)).toBeUndefined();
  });

  it('a subscription that follows is told to be interrupted, and misses nothing when it passes again', async () => {
    const followed = `${prefix}followed`;
    const { events, interruptions } = follow(hasty(), [followed]);
    await accepted(open(server.address).append(followed, 'no-stream', someEvents(2)));
    await events.untilCount(2);
    proxy.freeze();
    await accepted(open(server.address).append(followed, 1, someEvents(2)));
    await interruptions.untilCount(1);
    proxy.mend();
    await events.untilCount(4, 60_000);
    expect(events.seen.map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
  });

  it('a store closes all the same', async () => {
    const store = hasty();
    await untilAnswers(() => store.readLast(stream));
    const { interruptions, subscription } = follow(store, [stream]);
    proxy.freeze();
    await interruptions.untilCount(1);
    await store.close();
    await expect(subscription.ended).resolves.toBeUndefined();
  });
});

it('a cluster of which no node answers ends every call within its limit, and is found again', async () => {
  const cluster = await startEventStoreTestCluster();
  const proxies = await Promise.all(cluster.nodes.map(({ port }) => UnsteadyProxy.before(port)));
  try {
    const nodes = proxies.map(({ port }) => `127.0.0.1:${port}`).join(',');
    const store = open(`esdb://${nodes}?tls=false`, HASTY_MS);
    for (const each of proxies) each.freeze();
    expect(await failingFor(store.readLast('s-1'))).toBeLessThan(HASTY_MS + LATE_MS);
    expect(await failingFor(store.append('s-1', 'no-stream', someEvents(1)))).toBeLessThan(
      2 * HASTY_MS + LATE_MS,
    );
    for (const each of proxies) each.mend();
    await untilAnswers(() => store.readLast('s-1'));
    await untilAnswers(() => store.append('s-1', 'no-stream', someEvents(1)));
  } finally {
    await Promise.all(proxies.map((each) => each.close()));
    await cluster.stop();
  }
});
