import { Collector } from '@gatehouse/sqlite/testing';
import { describe, expect, it } from '@jest/globals';
import { gather, numbered, numbersOf } from './gathered.js';
import type { OpenBus } from './opened-buses.js';

export function redeliveryContract({ open, unique }: OpenBus): void {
  describe('redelivery', () => {
    it('gives a rejected batch again, in order, before anything later', async () => {
      const [bus, topic] = [await open(), unique()];
      await bus.publish(topic, numbered('A1', 4));
      const attempts = new Collector<number[]>();
      await bus.consume({
        topic,
        group: unique(),
        maxBatch: 2,
        onBatch: async (messages) => {
          attempts.add(numbersOf(messages));
          if (attempts.seen.length <= 2) throw new Error('not yet');
        },
      });
      await attempts.until((seen) => seen.at(-1)?.at(-1) === 3);
      const [first] = attempts.seen;
      expect(attempts.seen.slice(0, 3)).toEqual([first, first, first]);
      expect(attempts.seen.slice(2).flat()).toEqual([0, 1, 2, 3]);
    });

    it('never gives a finished batch again to a consumer that comes later', async () => {
      const [bus, topic, group] = [await open(), unique(), unique()];
      await bus.publish(topic, numbered('A1', 3));
      const first = await gather(bus, topic, group);
      await first.messages.untilCount(3);
      await first.consumer.stop();
      await bus.publish(topic, numbered('A1', 2, 3));
      const second = await gather(bus, topic, group);
      await second.messages.untilCount(2);
      expect(numbersOf(second.messages.seen)).toEqual([3, 4]);
    });

    it('gives an unfinished batch to the next consumer', async () => {
      const [bus, topic, group] = [await open(), unique(), unique()];
      await bus.publish(topic, numbered('A1', 3));
      const refused = new Collector<number>();
      const consumer = await bus.consume({
        topic,
        group,
        onBatch: async (messages) => {
          refused.add(...numbersOf(messages));
          throw new Error('cannot');
        },
      });
      await refused.untilCount(1);
      await consumer.stop();
      const { messages } = await gather(bus, topic, group);
      await messages.untilCount(3);
      expect(numbersOf(messages.seen)).toEqual([0, 1, 2]);
    });

    it('stops after the batch in hand', async () => {
      const [bus, topic] = [await open(), unique()];
      await bus.publish(topic, numbered('A1', 6));
      const began = new Collector<number>();
      let finish = () => {};
      const finished = new Promise<void>((resolve) => (finish = resolve));
      const order: string[] = [];
      const consumer = await bus.consume({
        topic,
        group: unique(),
        maxBatch: 1,
        onBatch: async (messages) => {
          began.add(...numbersOf(messages));
          await finished;
          order.push('batch done');
        },
      });
      await began.untilCount(1);
      const stopped = consumer.stop().then(() => order.push('stopped'));
      finish();
      await stopped;
      await consumer.ended;
      expect(order).toEqual(['batch done', 'stopped']);
      expect(began.seen).toEqual([0]);
    });
  });
}
