import type { EventStoreTestCluster } from '@gatehouse/engines';
import { startEventStoreTestCluster } from '@gatehouse/engines';
import type { EventStore } from '@gatehouse/event-store';
import { EventStoreUnavailable } from '@gatehouse/event-store';
import { accepted, follow, readAll, someEvents, untilAnswers } from '@gatehouse/event-store/contract';
import { openEventStoreDb } from '@gatehouse/event-store/eventstoredb';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

let cluster: EventStoreTestCluster;
const opened: EventStore[] = [];

beforeEach(async () => {
  cluster = await startEventStoreTestCluster();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
  await cluster.stop();
});

function open(connection = cluster.address): EventStore {
  const store = openEventStoreDb({ connection, insecure: true });
  opened.push(store);
  return store;
}

describe('what is read in order to decide', () => {
  it('comes from the new leader after a change, and never from the former one, which lags', async () => {
    const store = open();
    await accepted(store.append('s-1', 'no-stream', someEvents(2)));
    expect(await readAll(store, 's-1')).toHaveLength(2);
    for (const [leader, former] of [
      [1, 0],
      [2, 1],
      [0, 2],
    ] as const) {
      cluster.lead(leader);
      cluster.nodes[former]!.lagBehind(1);
      const last = (await store.readLast('s-1'))!.revision;
      const { position } = await accepted(store.append('s-1', last, someEvents(1)));
      expect((await store.readLast('s-1'))?.revision).toBe(last + 1);
      expect(await readAll(store, 's-1')).toHaveLength(last + 2);
      expect(await store.lastPosition(['s-'])).toBe(position);
    }
  });

  it('waits for a leader while there is none, and says so', async () => {
    const store = open();
    await accepted(store.append('s-1', 'no-stream', someEvents(1)));
    expect((await store.readLast('s-1'))?.revision).toBe(0);
    cluster.nodes[0]!.kill();
    await expect(store.readLast('s-1')).rejects.toThrow(EventStoreUnavailable);
    cluster.lead(1);
    await untilAnswers(() => store.readLast('s-1'));
    expect((await store.readLast('s-1'))?.revision).toBe(0);
  });
});

describe('appends', () => {
  it('go on through every change of leader, each once', async () => {
    const store = open();
    await accepted(store.append('s-1', 'no-stream', someEvents(1)));
    for (let n = 0; n < 6; n += 1) {
      cluster.lead((n + 1) % 3);
      expect((await accepted(store.append('s-1', n, someEvents(1)))).revision).toBe(n + 1);
    }
    expect(await readAll(store, 's-1')).toHaveLength(7);
  });
});

describe('a subscription', () => {
  it('goes on when its node is killed, without loss and without repetition', async () => {
    const store = open();
    await accepted(store.append('s-1', 'no-stream', someEvents(2)));
    const { events } = follow(store, ['s-']);
    await events.untilCount(2);
    cluster.nodes[0]!.kill();
    cluster.lead(1);
    await untilAnswers(() => store.readLast('s-1'));
    await accepted(store.append('s-1', 1, someEvents(2)));
    await events.untilCount(4);
    expect(events.seen.map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
  });
});

describe('an address of one node of a cluster', () => {
  it('is refused as such when it is a follower, with what to put in its place', async () => {
    const store = open(cluster.nodes[1]!.address);
    const refused = {
      code: 'EVENT_STORE_FOLLOWER_ALONE',
      message: expect.stringContaining('Name all nodes'),
    };
    for (let n = 0; n < 2; n += 1) {
      await expect(store.readLast('s-1')).rejects.toMatchObject(refused);
      await expect(store.lastPosition(['s-'])).rejects.toMatchObject(refused);
    }
  });

  it('works while that node leads, and again when it does', async () => {
    const store = open(cluster.nodes[0]!.address);
    await accepted(store.append('s-1', 'no-stream', someEvents(1)));
    cluster.lead(1);
    await expect(store.readLast('s-1')).rejects.toMatchObject({ code: 'EVENT_STORE_FOLLOWER_ALONE' });
    cluster.lead(0);
    expect((await store.readLast('s-1'))?.revision).toBe(0);
  });
});
