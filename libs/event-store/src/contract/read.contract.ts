import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { OpenStore } from './opened-stores.js';
import { accepted, readAll, someEvents } from './some-events.js';

export function readContract({ open, unique }: OpenStore): void {
  describe('read', () => {
    it('gives every value back as it was appended', async () => {
      const [store, stream] = [await open(), `${unique()}-a`];
      const data = {
        text: 'O\u2019Brien <b>\u4e2d\u6587</b> \u{1f600} "quoted" \\ \n \0',
        numbers: [0, -1.5, 1e300],
        nothing: null,
        nested: { empty: {}, list: [[], [true, false]] },
      };
      const event = { id: randomUUID(), type: 'NoteTaken', data, metadata: { schemaVersion: 1 } };
      const { position } = await accepted(store.append(stream, 'no-stream', [event]));
      expect(await readAll(store, stream)).toEqual([{ ...event, stream, revision: 0, position }]);
    });

    it('begins where it is told to', async () => {
      const [store, stream] = [await open(), `${unique()}-a`];
      await accepted(store.append(stream, 'no-stream', someEvents(5)));
      expect((await readAll(store, stream, 3)).map((event) => event.revision)).toEqual([3, 4]);
      expect(await readAll(store, stream, 5)).toEqual([]);
    });

    it('ends where it is told to', async () => {
      const [store, stream] = [await open(), `${unique()}-a`];
      await accepted(store.append(stream, 'no-stream', someEvents(1_500)));
      const read = async (from: number, limit: number) => {
        const revisions: number[] = [];
        for await (const batch of store.read(stream, { from, limit }))
          revisions.push(...batch.map(({ revision }) => revision));
        return revisions;
      };
      expect(await read(3, 1)).toEqual([3]);
      expect(await read(1_499, 2)).toEqual([1_499]);
      expect(await read(100, 1_200)).toEqual(Array.from({ length: 1_200 }, (_, n) => 100 + n));
    });

    it('gives nothing for a stream that does not exist', async () => {
      const [store, stream] = [await open(), `${unique()}-a`];
      expect(await readAll(store, stream)).toEqual([]);
      expect(await store.readLast(stream)).toBeUndefined();
    });

    it('never mixes streams, also if one name begins with the other', async () => {
      const [store, stream] = [await open(), `${unique()}-a`];
      await accepted(store.append(`${stream}b`, 'no-stream', someEvents(2)));
      await accepted(store.append(stream, 'no-stream', someEvents(1)));
      expect(await readAll(store, stream)).toHaveLength(1);
    });

    it('finds the last event of a stream', async () => {
      const [store, stream] = [await open(), `${unique()}-a`];
      const events = someEvents(3);
      await accepted(store.append(stream, 'no-stream', events));
      expect(await store.readLast(stream)).toMatchObject({ ...events[2], stream, revision: 2 });
    });
  });

  describe('the last position', () => {
    it('is that of the newest event in the streams asked for', async () => {
      const [store, prefix] = [await open(), unique()];
      expect(await store.lastPosition([`${prefix}-`])).toBeNull();
      const a = await accepted(store.append(`${prefix}-a`, 'no-stream', someEvents(1)));
      const b = await accepted(store.append(`${prefix}-b`, 'no-stream', someEvents(2)));
      expect(await store.lastPosition([`${prefix}-a`])).toBe(a.position);
      expect(await store.lastPosition([`${prefix}-a`, `${prefix}-b`])).toBe(b.position);
      expect(a.position < b.position).toBe(true);
    });
  });
}
