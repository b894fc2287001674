import { Collector } from '@gatehouse/sqlite/testing';
import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '../event-store.port.js';
import { follow } from './followed.js';
import type { OpenStore } from './opened-stores.js';
import { accepted, readAll, someEvents } from './some-events.js';

export function subscribeContract({ open, unique }: OpenStore): void {
  describe('a subscription', () => {
    it('gives what is there and then what comes, of the streams wanted, in the order of positions', async () => {
      const [store, prefix] = [await open(), unique()];
      await accepted(store.append(`${prefix}-a-1`, 'no-stream', someEvents(2)));
      await accepted(store.append(`${prefix}-other`, 'no-stream', someEvents(2)));
      const { events } = follow(store, [`${prefix}-a-`, `${prefix}-b-`]);
      await events.untilCount(2);
      await accepted(store.append(`${prefix}-b-1`, 'no-stream', someEvents(2)));
      await accepted(store.append(`${prefix}-a-1`, 1, someEvents(1)));
      await events.untilCount(5);
      const places = events.seen.map((event) => `${event.stream.slice(prefix.length)}@${event.revision}`);
      expect(places).toEqual(['-a-1@0', '-a-1@1', '-b-1@0', '-b-1@1', '-a-1@2']);
      expect(events.seen.slice(0, 2)).toEqual((await readAll(store, `${prefix}-a-1`)).slice(0, 2));
    });

    it('goes on after any checkpoint it gave, without loss and without repetition', async () => {
      const [store, prefix] = [await open(), unique()];
      await accepted(store.append(`${prefix}-a`, 'no-stream', someEvents(25)));
      const whole = follow(store, [`${prefix}-`], { maxBatch: 4 });
      await whole.events.untilCount(25);
      let delivered = 0;
      for (const { size, checkpoint } of whole.batches) {
        delivered += size;
        const rest = follow(store, [`${prefix}-`], { after: checkpoint });
        await rest.events.untilCount(25 - delivered);
        await rest.subscription.stop();
        expect(rest.events.seen.map((event) => event.revision)).toEqual(
          whole.events.seen.slice(delivered).map((event) => event.revision),
        );
      }
      expect(whole.batches.every(({ size }) => size <= 4)).toBe(true);
    });

    it('never has two batches in hand', async () => {
      const [store, prefix] = [await open(), unique()];
      const seen = new Collector<RecordedEvent>();
      let inHand = 0;
      const overlaps: number[] = [];
      store.subscribe({
        prefixes: [`${prefix}-`],
        after: null,
        maxBatch: 2,
        onBatch: async (events) => {
          inHand += 1;
          overlaps.push(inHand);
          await new Promise((resolve) => setImmediate(resolve));
          seen.add(...events);
          inHand -= 1;
        },
      });
      await accepted(store.append(`${prefix}-a`, 'no-stream', someEvents(11)));
      await seen.untilCount(11);
      expect(new Set(overlaps)).toEqual(new Set([1]));
    });

    it('fails when its handler rejects, and gives nothing more', async () => {
      const [store, prefix] = [await open(), unique()];
      await accepted(store.append(`${prefix}-a`, 'no-stream', someEvents(4)));
      let calls = 0;
      const subscription = store.subscribe({
        prefixes: [`${prefix}-`],
        after: null,
        maxBatch: 1,
        onBatch: async () => {
          calls += 1;
          throw new Error('cannot project');
        },
      });
      await expect(subscription.ended).rejects.toThrow('cannot project');
      expect(calls).toBe(1);
      await subscription.stop();
    });

    it('stops after the batch in hand', async () => {
      const [store, prefix] = [await open(), unique()];
      await accepted(store.append(`${prefix}-a`, 'no-stream', someEvents(6)));
      const began = new Collector<string>();
      let finish = () => {};
      const finished = new Promise<void>((resolve) => (finish = resolve));
      const order: string[] = [];
      const subscription = store.subscribe({
        prefixes: [`${prefix}-`],
        after: null,
        maxBatch: 1,
        onBatch: async () => {
          began.add('batch');
          await finished;
          order.push('batch done');
        },
      });
      await began.untilCount(1);
      const stopped = subscription.stop().then(() => order.push('stopped'));
      finish();
      await stopped;
      await subscription.ended;
      expect(order).toEqual(['batch done', 'stopped']);
      expect(began.seen).toHaveLength(1);
    });

    it('ends without failure when its store is closed', async () => {
      const store = await open();
      const { subscription } = follow(store, [`${unique()}-`]);
      await store.close();
      await expect(subscription.ended).resolves.toBeUndefined();
    });
  });
}
