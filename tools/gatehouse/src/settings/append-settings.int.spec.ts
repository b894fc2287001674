import { startEventStoreTestServer } from '@gatehouse/engines';
import { openEventStoreDb } from '@gatehouse/event-store/eventstoredb';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { settingsStream } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { eventId } from '@gatehouse/privacy';
import { ADataDirectory } from '../../testing/a-data-directory.js';
import { appendSettings } from './append-settings.js';
import type { SettingsChange } from './settings-change.js';

const STREAM = settingsStream('S1');
const NOW = new Date('2026-09-01T08:00:00.000Z');
const change: SettingsChange = {
  type: 'CourtOrderPolicySet',
  schemaVersion: 1,
  data: { courtOrderScope: 'link', reason: 'Governors' },
};

let data: ADataDirectory;
beforeEach(async () => {
  data = await ADataDirectory.make();
});
afterEach(() => data.remove());

/** A store where somebody else appends just before the next `times` appends. */
function overtaken(store: EventStore, times: number): EventStore {
  let left = times;
  return {
    append: async (stream, expected, events) => {
      if (left > 0) {
        left -= 1;
        const id = eventId('somebody else', left);
        await store.append(stream, expected, [
          { ...change, id, metadata: { recordedAt: NOW.toISOString() } },
        ]);
      }
      return store.append(stream, expected, events);
    },
    read: (stream, options) => store.read(stream, options),
    readLast: (stream) => store.readLast(stream),
    subscribe: (options) => store.subscribe(options),
    lastPosition: (prefixes) => store.lastPosition(prefixes),
    close: () => store.close(),
  };
}

describe('appending settings', () => {
  it('decides again on what stands when somebody else was faster', () =>
    data.engines(async ({ eventStore }) => {
      const seen: number[] = [];
      const { recorded } = await appendSettings(
        overtaken(eventStore, 2),
        'S1',
        'A. Bursar',
        NOW,
        (standing) => {
          seen.push(standing.revision);
          return [change, change];
        },
      );
      expect(seen).toEqual([-1, 0, 1]);
      expect(recorded.map(({ revision }) => revision)).toEqual([2, 3]);
    }));

  it('gives up after a few attempts, having recorded nothing', () =>
    data.engines(async ({ eventStore }) => {
      const append = appendSettings(overtaken(eventStore, 99), 'S1', 'A. Bursar', NOW, () => [change]);
      await expect(append).rejects.toThrow(expect.objectContaining({ code: 'SETTINGS_MOVED' }));
      expect((await eventStore.readLast(STREAM))?.metadata).not.toHaveProperty('actor');
    }));

  it('loses none of two decisions that are recorded at once, on EventStoreDB too', async () => {
    const server = await startEventStoreTestServer();
    const stores = [1, 2].map(() => openEventStoreDb({ connection: server.address, insecure: true }));
    try {
      await Promise.all(
        stores.map((store, n) => appendSettings(store, 'S1', `Bursar ${n}`, NOW, () => [change])),
      );
      const actors: unknown[] = [];
      for await (const events of stores[0]!.read(STREAM))
        actors.push(...events.map(({ metadata }) => metadata['actor']));
      expect(actors.sort()).toEqual(['Bursar 0', 'Bursar 1']);
    } finally {
      for (const store of stores) await store.close();
      await server.stop();
    }
  });

  it('never dates a decision before the one that came first', () =>
    data.engines(async ({ eventStore }) => {
      await appendSettings(eventStore, 'S1', 'A. Bursar', NOW, () => [change]);
      const earlier = new Date('2026-08-01T00:00:00.000Z');
      const { recorded } = await appendSettings(eventStore, 'S1', 'A. Bursar', earlier, () => [change]);
      expect(recorded[0]?.metadata['recordedAt']).toBe(NOW.toISOString());
    }));
});
