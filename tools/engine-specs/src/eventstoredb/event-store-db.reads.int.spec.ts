import { startEventStoreTestServer } from '@gatehouse/engines';
import { EventStoreUnavailable } from '@gatehouse/event-store';
import { accepted, readAll, someEvents } from '@gatehouse/event-store/contract';
import { openEventStoreDb } from '@gatehouse/event-store/eventstoredb';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';

const server = await startEventStoreTestServer();
const openWithin = (timeoutMs: number) =>
  openEventStoreDb({ connection: server.address, insecure: true, timeoutMs });
// A busy machine takes its time: only who waits for a server that never answers is in a hurry.
const store = openWithin(60_000);

afterEach(() => {
  server.faults.frozenReads = false;
});
afterAll(async () => {
  await store.close();
  await server.stop();
});

describe('reads', () => {
  it('go on over many pages, and one that ends on a page has nothing behind it', async () => {
    await accepted(store.append('many-1', 'no-stream', someEvents(1_200)));
    await accepted(store.append('whole-1', 'no-stream', someEvents(1_000)));
    expect((await readAll(store, 'many-1')).map((event) => event.revision)).toEqual([...Array(1_200).keys()]);
    expect(await readAll(store, 'whole-1')).toHaveLength(1_000);
  });

  it('leave no call open when the reader leaves early', async () => {
    await accepted(store.append('left-1', 'no-stream', someEvents(1_200)));
    for await (const _ of store.read('left-1')) break;
    const limit = AbortSignal.timeout(20_000);
    while (server.reads.size > 0) {
      limit.throwIfAborted();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await readAll(store, 'left-1')).toHaveLength(1_200);
  });

  it('fail within the time limit when the server does not answer', async () => {
    const hasty = openWithin(2_000);
    try {
      server.faults.frozenReads = true;
      await expect(readAll(hasty, 'many-1')).rejects.toThrow(EventStoreUnavailable);
      await expect(hasty.lastPosition(['many-'])).rejects.toThrow('within 2000 ms');
    } finally {
      await hasty.close();
    }
  });
});

describe('the last position', () => {
  it('is found behind many events of others, again and again', async () => {
    expect(await store.lastPosition(['rare-'])).toBeNull();
    const { position } = await accepted(store.append('rare-1', 'no-stream', someEvents(1)));
    await accepted(store.append('other-1', 'no-stream', someEvents(1_200)));
    expect(await store.lastPosition(['rare-'])).toBe(position);
    expect(await store.lastPosition(['rare-'])).toBe(position);
    expect(await store.lastPosition(['none-'])).toBeNull();
    const later = await accepted(store.append('rare-2', 'no-stream', someEvents(1)));
    expect(await store.lastPosition(['rare-'])).toBe(later.position);
  });
});
