import { startEventStoreTestServer } from '@gatehouse/engines';
import { EventStoreUnavailable } from '@gatehouse/event-store';
import { accepted, follow, readAll, someEvents } from '@gatehouse/event-store/contract';
import { openEventStoreDb } from '@gatehouse/event-store/eventstoredb';
import { afterAll, afterEach, expect, it } from '@jest/globals';

const server = await startEventStoreTestServer();
const store = openEventStoreDb({ connection: server.address, insecure: true });

afterEach(() => {
  Object.assign(server.rights, { readsAll: true, unreadable: [], unwritable: [] });
});
afterAll(async () => {
  await store.close();
  await server.stop();
});

const refusedTo = (what: RegExp) => ({ code: 'EVENT_STORE_REFUSED', message: expect.stringMatching(what) });

/** Rights that are missing are named, so that somebody can grant them; what is refused goes on as soon as somebody has. */
it('names the right to read $all, and finds positions and follows once it is granted', async () => {
  await accepted(store.append('all-1', 'no-stream', someEvents(2)));
  server.rights.readsAll = false;
  await expect(store.lastPosition(['all-'])).rejects.toMatchObject(
    refusedTo(/^EventStoreDB refuses to read \$all: grant the user the right to read \$all/),
  );
  const { events, interruptions } = follow(store, ['all-']);
  await interruptions.untilCount(2);
  expect(interruptions.seen[1]).toMatchObject(refusedTo(/to follow \$all: grant .* to read \$all/));
  expect(interruptions.seen[1]).toBeInstanceOf(EventStoreUnavailable);

  server.rights.readsAll = true;
  await events.untilCount(2);
  expect(interruptions.seen.at(-1)).toBeUndefined();
  expect(await store.lastPosition(['all-'])).toBe(events.seen[1]!.position);
});

it('follows on by itself when the right was taken back for a while', async () => {
  await accepted(store.append('back-1', 'no-stream', someEvents(1)));
  const { events, interruptions } = follow(store, ['back-']);
  await events.untilCount(1);
  server.rights.readsAll = false;
  server.dropSubscriptions('error');
  await interruptions.until((seen) => seen.some((error) => error?.code === 'EVENT_STORE_REFUSED'));
  await accepted(store.append('back-1', 0, someEvents(1)));
  server.rights.readsAll = true;
  await events.untilCount(2);
  expect(events.seen.map(({ revision }) => revision)).toEqual([0, 1]);
});

it('names the right to read a stream', async () => {
  await accepted(store.append('secret-1', 'no-stream', someEvents(1)));
  server.rights.unreadable = ['secret-'];
  const refused = refusedTo(/to read a stream: grant the user the right to read its streams \(\$r in /);
  await expect(store.readLast('secret-1')).rejects.toMatchObject(refused);
  await expect(readAll(store, 'secret-1')).rejects.toMatchObject(refused);
  await accepted(store.append('open-1', 'no-stream', someEvents(1)));
  expect(await readAll(store, 'open-1')).toHaveLength(1);
});

it('names the right to append, and has written nothing', async () => {
  server.rights.unwritable = ['kept-'];
  await expect(store.append('kept-1', 'no-stream', someEvents(1))).rejects.toMatchObject(
    refusedTo(/to append: grant the user the right to write to its streams \(\$w in /),
  );
  expect(await readAll(store, 'kept-1')).toEqual([]);
  server.rights.unwritable = [];
  await accepted(store.append('kept-1', 'no-stream', someEvents(1)));
});
