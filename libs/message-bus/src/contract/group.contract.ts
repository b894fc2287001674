import { Collector } from '@gatehouse/sqlite/testing';
import { describe, expect, it } from '@jest/globals';
import type { IncomingMessage } from '../message-bus.port.js';
import { gather, numbered, numbersOf } from './gathered.js';
import type { MessageBusCapabilities } from './message-bus-subject.js';
import type { OpenBus } from './opened-buses.js';

export function groupContract({ open, unique }: OpenBus, capabilities: MessageBusCapabilities): void {
  describe('a group of consumers', () => {
    it('has one batch of a key in hand at a time', async () => {
      const [bus, topic, group] = [await open(), unique(), unique()];
      const done = new Collector<IncomingMessage>();
      const inHand = new Map<string, number>();
      let most = 0;
      const onBatch = async (messages: IncomingMessage[]) => {
        const keys = new Set(messages.map((message) => message.key));
        for (const key of keys) inHand.set(key, (inHand.get(key) ?? 0) + 1);
        most = Math.max(most, ...inHand.values());
        await new Promise((resolve) => setImmediate(resolve));
        for (const key of keys) inHand.set(key, (inHand.get(key) ?? 0) - 1);
        done.add(...messages);
      };
      for (let n = 0; n < 3; n += 1) await bus.consume({ topic, group, maxBatch: 3, onBatch });
      await bus.publish(topic, [...numbered('A1', 20), ...numbered('A2', 20)]);
      await done.until((seen) => new Set(seen.map((message) => message.id)).size === 40);
      expect(most).toBe(1);
    });

    if (capabilities.handsOver) {
      it('goes on with another consumer when one stops', async () => {
        const [bus, topic, group] = [await open(), unique(), unique()];
        const all = new Collector<IncomingMessage>();
        const onBatch = async (messages: IncomingMessage[]) => all.add(...messages);
        const consumers = [
          await bus.consume({ topic, group, onBatch }),
          await bus.consume({ topic, group, onBatch }),
        ];
        const distinct = (seen: readonly IncomingMessage[]) => new Set(numbersOf(seen)).size;
        for (const [round, consumer] of consumers.entries()) {
          await bus.publish(topic, numbered('A1', 5, round * 5));
          await all.until((seen) => distinct(seen) === (round + 1) * 5);
          await consumer.stop();
        }
        const { messages } = await gather(bus, topic, group);
        await bus.publish(topic, numbered('A1', 1, 10));
        await messages.untilCount(1);
        expect(numbersOf(messages.seen)).toEqual([10]);
      });
    }
  });
}
