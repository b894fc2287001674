import { randomUUID } from 'node:crypto';
import { startEventStoreTestServer } from '@gatehouse/engines';
import type { EventStore } from '@gatehouse/event-store';
import { AppendTooLarge, EventStoreUnavailable } from '@gatehouse/event-store';
import { accepted, readAll, someEvents } from '@gatehouse/event-store/contract';
import type { EventStoreDbSettings } from '@gatehouse/event-store/eventstoredb';
import { openEventStoreDb } from '@gatehouse/event-store/eventstoredb';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';

const server = await startEventStoreTestServer();
const opened: EventStore[] = [];

afterEach(async () => {
  Object.assign(server.faults, { appends: [], maxAppendBytes: 1_048_576, frozenReads: false });
  await Promise.all(opened.splice(0).map((store) => store.close()));
});
afterAll(() => server.stop());

/** A busy machine takes its time: only who waits for an answer that never comes is in a hurry. */
function open(settings: Partial<EventStoreDbSettings> = {}): EventStore {
  const store = openEventStoreDb({
    connection: server.address,
    insecure: true,
    timeoutMs: 60_000,
    ...settings,
  });
  opened.push(store);
  return store;
}
const openHasty = () => open({ timeoutMs: 3_000 });

const aStream = () => `s-${randomUUID()}`;

describe('an append whose answer says nothing', () => {
  it.each([
    { faults: ['unanswered'] },
    { faults: ['failed'] },
    { faults: ['late'] },
    { faults: ['lost'] },
    { faults: ['refused'] },
    { faults: ['lost', 'failed'] },
  ] as const)('$faults: succeeds, and the events stand once', async ({ faults }) => {
    const [store, stream, events] = [openHasty(), aStream(), someEvents(3)];
    await accepted(store.append(stream, 'no-stream', someEvents(2)));
    server.faults.appends.push(...faults);
    const { revision, position } = await accepted(store.append(stream, 1, events));
    const there = await readAll(store, stream);
    expect(there.slice(2).map((event) => event.id)).toEqual(events.map((event) => event.id));
    expect({ revision, position }).toEqual({ revision: 4, position: there.at(-1)!.position });
  });

  it('is a conflict when another writer was there first', async () => {
    const [store, other, stream] = [openHasty(), open(), aStream()];
    server.faults.appends.push('lost');
    const append = store.append(stream, 'no-stream', someEvents(2));
    await taken(1);
    await accepted(other.append(stream, 'no-stream', someEvents(1)));
    expect(await append).toEqual({ ok: false, conflict: { actual: 0 } });
    expect(await readAll(store, stream)).toHaveLength(1);
  });

  it('stays open, and says so, when it says nothing twice', async () => {
    const [store, stream] = [open(), aStream()];
    server.faults.appends.push('refused', 'refused');
    const append = store.append(stream, 'no-stream', someEvents(1));
    await expect(append).rejects.toThrow(EventStoreUnavailable);
    await expect(append).rejects.toThrow('look at the tail');
    await accepted(store.append(stream, 'no-stream', someEvents(1)));
  });

  it('stays open when the tail cannot be read either, within the time limits', async () => {
    const [store, stream] = [openHasty(), aStream()];
    server.faults.appends.push('unanswered');
    server.faults.frozenReads = true;
    await expect(store.append(stream, 'no-stream', someEvents(1))).rejects.toThrow(EventStoreUnavailable);
  });

  it('leaves the appends beside it alone, also those of another store in this process', async () => {
    const [store, other] = [openHasty(), openHasty()];
    server.faults.appends.push('late');
    const streams = Array.from({ length: 20 }, aStream);
    const appends = streams.map((stream, n) =>
      (n % 2 ? other : store).append(stream, 'no-stream', someEvents(1)),
    );
    expect((await Promise.all(appends)).every((result) => result.ok)).toBe(true);
    for (const stream of streams) expect(await readAll(store, stream)).toHaveLength(1);
  });
});

describe('an append that is too large', () => {
  const large = () => ({ ...someEvents(1)[0]!, data: { text: 'x'.repeat(300_000) } });

  it('is refused before it is sent', async () => {
    const [store, stream] = [open(), aStream()];
    const events = [large(), large(), large(), large()];
    await expect(store.append(stream, 'no-stream', events)).rejects.toThrow(AppendTooLarge);
    expect(await readAll(store, stream)).toEqual([]);
    expect((await accepted(store.append(stream, 'no-stream', events.slice(0, 3)))).revision).toBe(2);
  });

  it('is refused by a server with a lower limit, whose message is empty', async () => {
    const [store, stream] = [open(), aStream()];
    server.faults.maxAppendBytes = 200_000;
    const append = store.append(stream, 'no-stream', [large()]);
    await expect(append).rejects.toThrow(AppendTooLarge);
    await expect(append).rejects.toThrow('200000 bytes');
  });
});

it('sends no more appends at once than it may', async () => {
  const store = open({ appendsInFlight: 1 });
  const streams = [aStream(), aStream()];
  // Both faults meet the first append, because the second waits for it.
  server.faults.appends.push('refused', 'refused');
  const [first, second] = await Promise.allSettled(
    streams.map((stream) => store.append(stream, 'no-stream', someEvents(1))),
  );
  expect([first!.status, second!.status]).toEqual(['rejected', 'fulfilled']);
});

it('says what happened when the server is not there', async () => {
  const store = openEventStoreDb({ connection: 'esdb://127.0.0.1:1?tls=false', insecure: true });
  opened.push(store);
  await expect(store.append('s-1', 'no-stream', someEvents(1))).rejects.toThrow(EventStoreUnavailable);
  await expect(store.readLast('s-1')).rejects.toThrow(
    'EventStoreDB did not read a stream: it cannot be reached (ECONNREFUSED): look whether it runs, and at its address.',
  );
});

/** Resolves when the server has met so many more of the faults that are set. */
async function taken(count: number): Promise<void> {
  const limit = AbortSignal.timeout(20_000);
  const left = server.faults.appends.length - count;
  while (server.faults.appends.length > left) {
    limit.throwIfAborted();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
