import { describe, expect, it } from '@jest/globals';
import { gather, numbered, numbersOf } from './gathered.js';
import type { OpenBus } from './opened-buses.js';

export function deliveryContract({ open, unique }: OpenBus): void {
  describe('delivery', () => {
    it('carries key, value and headers, and names each message', async () => {
      const [bus, topic] = [await open(), unique()];
      const value = { text: 'O\u2019Brien \u4e2d\u6587 \0', list: [1, null, { deep: true }] };
      await bus.publish(topic, [{ key: 'A1', value, headers: { type: 'record' } }, ...numbered('A1', 1)]);
      const { messages } = await gather(bus, topic, unique());
      await messages.untilCount(2);
      const [first, second] = messages.seen;
      expect(first).toEqual({ topic, key: 'A1', value, headers: { type: 'record' }, id: first?.id });
      expect(first?.id).toMatch(new RegExp(`^${topic}/\\d+/\\d+$`));
      expect(second?.headers).toEqual({});
      expect(second?.id).not.toBe(first?.id);
    });

    it('keeps the order of each key', async () => {
      const [bus, topic] = [await open(), unique()];
      const { messages } = await gather(bus, topic, unique(), 7);
      for (let round = 0; round < 5; round += 1) {
        const both = numbered('A1', 10, round * 10).flatMap((message) => [
          message,
          { ...message, key: 'A2' },
        ]);
        await bus.publish(topic, both);
      }
      await messages.untilCount(100);
      for (const key of ['A1', 'A2']) {
        const numbers = numbersOf(messages.seen.filter((message) => message.key === key));
        expect(numbers).toEqual(Array.from({ length: 50 }, (_, n) => n));
      }
    });

    it('gives every group all messages, from the oldest that is kept', async () => {
      const [bus, topic] = [await open(), unique()];
      await bus.publish(topic, numbered('A1', 3));
      const groups = await Promise.all([1, 2].map(() => gather(bus, topic, unique())));
      for (const { messages } of groups) {
        await messages.untilCount(3);
        expect(numbersOf(messages.seen)).toEqual([0, 1, 2]);
      }
    });

    it('never gives more than the largest batch wanted', async () => {
      const [bus, topic] = [await open(), unique()];
      await bus.publish(topic, numbered('A1', 25));
      const { messages, batches } = await gather(bus, topic, unique(), 10);
      await messages.untilCount(25);
      expect(Math.max(...batches)).toBeLessThanOrEqual(10);
    });

    it('keeps topics apart', async () => {
      const [bus, one, other] = [await open(), unique(), unique()];
      await bus.publish(other, numbered('A1', 3, 100));
      await bus.publish(one, numbered('A1', 2));
      const { messages } = await gather(bus, one, unique());
      await messages.untilCount(2);
      expect(numbersOf(messages.seen)).toEqual([0, 1]);
    });

    it('refuses a message that is too large for some bus, by its place, and publishes none of its call', async () => {
      const [bus, topic] = [await open(), unique()];
      const large = { key: 'A1', value: { text: 'x'.repeat(1_048_576) } };
      await expect(bus.publish(topic, [...numbered('A1', 1), large])).rejects.toMatchObject({
        code: 'MESSAGE_TOO_LARGE',
        index: 1,
      });
      await bus.publish(topic, [{ key: 'A1', value: { n: 7, text: 'x'.repeat(1_000_000) } }]);
      const { messages } = await gather(bus, topic, unique());
      await messages.untilCount(1);
      expect(numbersOf(messages.seen)).toEqual([7]);
    });

    it('publishes nothing without complaint', async () => {
      await expect((await open()).publish(unique(), [])).resolves.toBeUndefined();
    });
  });
}
