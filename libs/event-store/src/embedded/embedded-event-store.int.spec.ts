import { randomUUID } from 'node:crypto';
import { openDatabase } from '@gatehouse/sqlite';
import { ChildProcess, newDataFile } from '@gatehouse/sqlite/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventStoreContract } from '../contract.js';
import { follow } from '../contract/followed.js';
import { accepted, readAll, someEvents } from '../contract/some-events.js';
import { EventDamaged, EventStoreUnavailable } from '../event-store.port.js';
import { eventAt, orDamaged } from '../streams.js';
import { openEmbeddedEventStore } from './embedded-event-store.js';
import { eventStoreSchema } from './schema.js';

afterEach(() => ChildProcess.killAll());

const shared = newDataFile();
eventStoreContract('the embedded event store', {
  open: async () => openEmbeddedEventStore(shared),
  unique: () => `t${randomUUID().replaceAll('-', '')}`,
  capabilities: { survivesReopen: true, severalStores: true },
});

describe('the embedded event store with several processes', () => {
  it('keeps whole appends, and every one it promised, when the process is killed', async () => {
    const file = newDataFile();
    const script = new URL('./appends-until-killed.fixture.mjs', import.meta.url);
    for (let round = 0; round < 4; round += 1) {
      const stream = `s-${round}`;
      const child = ChildProcess.start(script, [file, stream]);
      await child.messages.untilCount(10 + 7 * round);
      await child.kill();
      const store = openEmbeddedEventStore(file);
      const events = await readAll(store, stream);
      await store.close();
      expect(events.length % 7).toBe(0);
      expect(events.length - 1).toBeGreaterThanOrEqual(child.messages.seen.at(-1) as number);
      expect(events.map((event) => event.revision)).toEqual(events.map((_, index) => index));
    }
    expect(
      openDatabase(file, { durability: 'process', schema: eventStoreSchema }).all('PRAGMA integrity_check'),
    ).toEqual([{ integrity_check: 'ok' }]);
  });

  it('lets several writers take turns on one stream, and a subscription sees all in order', async () => {
    const file = newDataFile();
    const store = openEmbeddedEventStore(file);
    const { events } = follow(store, ['s-']);
    const script = new URL('./appends-with-others.fixture.mjs', import.meta.url);
    const children = [1, 2, 3].map(() => ChildProcess.start(script, [file, 's-1', '60']));
    for (const child of children) expect(await child.ended()).toBe(0);
    await events.untilCount(180);
    expect(events.seen.map((event) => event.revision)).toEqual(Array.from({ length: 180 }, (_, n) => n));
    expect(new Set(events.seen.map((event) => event.data['process'])).size).toBe(3);
    await store.close();
  });
});

describe('the embedded event store', () => {
  it('moves a subscription past many events that it does not want', async () => {
    const store = openEmbeddedEventStore(newDataFile());
    await accepted(store.append('other-1', 'no-stream', someEvents(25_000)));
    const { events, batches } = follow(store, ['wanted-']);
    const { position } = await accepted(store.append('wanted-1', 'no-stream', someEvents(1)));
    await events.untilCount(1);
    expect(batches.filter(({ size }) => size === 0)).toHaveLength(2);
    expect(batches.at(-1)?.checkpoint).toBe(position);
    await store.close();
  });

  it.each([
    ['data', '{"n":'],
    ['data', '[1]'],
    ['metadata', 'null'],
  ])(
    'delivers an event whose %s was altered to %s as damaged, and refuses it to readers',
    async (column, text) => {
      const file = newDataFile();
      const store = openEmbeddedEventStore(file);
      await accepted(store.append('s-1', 'no-stream', someEvents(3)));
      const altering = openDatabase(file, { durability: 'process', schema: eventStoreSchema });
      altering.run(`UPDATE events SET ${column} = ? WHERE revision = 1`, [text]);
      altering.close();
      const { events } = follow(store, ['s-']);
      await events.untilCount(3);
      expect(events.seen.map(({ damaged }) => damaged)).toEqual([undefined, true, undefined]);
      expect(events.seen[1]).toMatchObject({ stream: 's-1', revision: 1, data: {}, metadata: {} });
      const read: number[] = [];
      const reading = async () => {
        for await (const batch of store.read('s-1')) read.push(...batch.map(({ revision }) => revision));
      };
      await expect(reading()).rejects.toThrow(EventDamaged);
      expect(read).toEqual([0]);
      expect(await store.readLast('s-1')).toMatchObject({ revision: 2 });
      // Whoever only asks what stands where is told.
      expect(await orDamaged(eventAt(store, 's-1', 1))).toEqual(events.seen[1]);
      await store.close();
    },
  );

  it('says that it is unavailable once it is closed', async () => {
    const store = openEmbeddedEventStore(newDataFile());
    await store.close();
    await expect(store.append('s-1', 'no-stream', someEvents(1))).rejects.toThrow(EventStoreUnavailable);
    await expect(store.readLast('s-1')).rejects.toThrow(EventStoreUnavailable);
  });
});
