import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';

import { AppendTooLarge, InvalidEvent } from '../event-store.port.js';
import type { OpenStore } from './opened-stores.js';
import { accepted, readAll, someEvents } from './some-events.js';

export function appendContract({ open, unique }: OpenStore): void {
  describe('append', () => {
    it('numbers a new stream from 0 without gaps, in ascending positions', async () => {
      const [store, stream] = [await open(), `${unique()}-a`];
      const first = await accepted(store.append(stream, 'no-stream', someEvents(2)));
      const second = await accepted(store.append(stream, 1, someEvents(3)));
      const events = await readAll(store, stream);
      expect([first.revision, second.revision]).toEqual([1, 4]);
      expect(events.map((event) => event.revision)).toEqual([0, 1, 2, 3, 4]);
      expect(events.map((event) => event.position)).toEqual(events.map((event) => event.position).sort());
      expect(new Set(events.map((event) => event.position)).size).toBe(5);
      expect(events.at(-1)?.position).toBe(second.position);
    });

    it('refuses another expected revision, says the actual one, and writes nothing', async () => {
      const [store, stream] = [await open(), `${unique()}-a`];
      const conflict = (actual: number | 'no-stream') => ({ ok: false, conflict: { actual } });
      expect(await store.append(stream, 0, someEvents(1))).toEqual(conflict('no-stream'));
      await accepted(store.append(stream, 'no-stream', someEvents(3)));
      expect(await store.append(stream, 'no-stream', someEvents(1))).toEqual(conflict(2));
      expect(await store.append(stream, 1, someEvents(1))).toEqual(conflict(2));
      expect(await store.append(stream, 3, someEvents(1))).toEqual(conflict(2));
      expect(await readAll(store, stream)).toHaveLength(3);
    });

    it('lets one of several writers at the same tail win', async () => {
      const [store, stream] = [await open(), `${unique()}-a`];
      const attempts = [1, 2, 3, 4].map((n) =>
        store.append(stream, 'no-stream', someEvents(2, `Writer${n}`)),
      );
      const results = await Promise.all(attempts);
      expect(results.filter((result) => result.ok)).toHaveLength(1);
      const types = (await readAll(store, stream)).map((event) => event.type);
      expect(types).toHaveLength(2);
      expect(new Set(types).size).toBe(1);
    });

    it('keeps large appends whole and in order', async () => {
      const [store, stream] = [await open(), `${unique()}-a`];
      const events = someEvents(2_345);
      expect((await accepted(store.append(stream, 'no-stream', events))).revision).toBe(2_344);
      expect((await readAll(store, stream)).map((event) => event.id)).toEqual(
        events.map((event) => event.id),
      );
    });

    it.each(invalidEvents)('refuses $what, and nothing of the same append is kept', async ({ event }) => {
      const [store, stream] = [await open(), `${unique()}-a`];
      const bad = event;
      await expect(store.append(stream, 'no-stream', [...someEvents(1), bad])).rejects.toThrow(InvalidEvent);
      expect(await readAll(store, stream)).toEqual([]);
    });

    it('refuses more than every store takes at once, and keeps nothing of it', async () => {
      const [store, stream] = [await open(), `${unique()}-a`];
      const large = someEvents(3).map((event) => ({ ...event, data: { text: 'x'.repeat(400_000) } }));
      await expect(store.append(stream, 'no-stream', large)).rejects.toThrow(AppendTooLarge);
      expect(await readAll(store, stream)).toEqual([]);
      await accepted(store.append(stream, 'no-stream', large.slice(1)));
    });

    it('refuses an append of nothing', async () => {
      const store = await open();
      await expect(store.append(`${unique()}-a`, 'no-stream', [])).rejects.toThrow(InvalidEvent);
    });
  });
}

const good = { id: randomUUID(), type: 'NoteTaken', data: {}, metadata: {} };
const invalidEvents = [
  { what: 'an id that is no UUID', event: { ...good, id: 'A123' } },
  { what: 'an empty type', event: { ...good, type: '' } },
  { what: 'data that is no object', event: { ...good, data: [] } },
  { what: 'a number that JSON has no word for', event: { ...good, data: { n: Number.NaN } } },
  { what: 'a large integer type', event: { ...good, metadata: { n: 1n } } },
  { what: 'a hole in a list', event: { ...good, data: { list: [1, undefined] } } },
  { what: 'an object that would print as something else', event: { ...good, data: { at: new Date(0) } } },
];
