import { describe, expect, it } from '@jest/globals';
import type { IncomingMessage, MessageBus } from '../message-bus.port.js';
import { gather, numbered, numbersOf } from './gathered.js';
import type { OpenBus } from './opened-buses.js';

async function allOf(bus: MessageBus, topic: string): Promise<IncomingMessage[]> {
  const all: IncomingMessage[] = [];
  for await (const message of bus.read(topic)) all.push(message);
  return all;
}

const ofKey = (messages: readonly IncomingMessage[], key: string) =>
  messages.filter((message) => message.key === key);

export function keptMessagesContract({ open, unique }: OpenBus): void {
  describe('what is kept of a topic', () => {
    it('is nothing of a topic that was never used', async () => {
      const [bus, topic] = [await open(), unique()];
      expect(await allOf(bus, topic)).toEqual([]);
      expect(await bus.count(topic)).toBe(0);
      await bus.trim(topic, []);
      await bus.trim(topic, [`${topic}/0/5`]);
    });

    it('is read whole, in the order of each key, as often as one likes, as a consumer gets it', async () => {
      const [bus, topic] = [await open(), unique()];
      await bus.publish(topic, [
        { key: 'A1', value: { n: 0 }, headers: { type: 'x' } },
        ...numbered('A1', 1_200, 1),
      ]);
      await bus.publish(topic, numbered('A2', 30));
      const { messages } = await gather(bus, topic, unique());
      await messages.untilCount(1_231);
      for (let time = 0; time < 2; time += 1) {
        const kept = await allOf(bus, topic);
        expect(kept).toHaveLength(1_231);
        for (const key of ['A1', 'A2']) expect(ofKey(kept, key)).toEqual(ofKey(messages.seen, key));
      }
    });

    it('is read up to what was there at the beginning', async () => {
      const [bus, topic] = [await open(), unique()];
      await bus.publish(topic, numbered('A1', 20));
      const read: IncomingMessage[] = [];
      for await (const message of bus.read(topic)) {
        read.push(message);
        if (read.length === 1) await bus.publish(topic, numbered('A1', 5, 20));
      }
      expect(numbersOf(read)).toEqual(Array.from({ length: 20 }, (_, n) => n));
    });

    it('may be read in part', async () => {
      const [bus, topic] = [await open(), unique()];
      await bus.publish(topic, numbered('A1', 2_000));
      for await (const message of bus.read(topic)) {
        expect(message.value).toEqual({ n: 0 });
        break;
      }
      expect(await allOf(bus, topic)).toHaveLength(2_000);
    });

    it('leaves the place of a group where it was', async () => {
      const [bus, topic, group] = [await open(), unique(), unique()];
      await bus.publish(topic, numbered('A1', 3));
      const before = await gather(bus, topic, group);
      await before.messages.untilCount(3);
      await before.consumer.stop();
      await bus.publish(topic, numbered('A1', 2, 3));
      await allOf(bus, topic);
      const after = await gather(bus, topic, group);
      await after.messages.untilCount(2);
      expect(numbersOf(after.messages.seen)).toEqual([3, 4]);
    });

    it('is counted, and less after it was trimmed', async () => {
      const [bus, topic] = [await open(), unique()];
      await bus.publish(topic, numbered('A1', 10));
      expect(await bus.count(topic)).toBe(10);
      const kept = await allOf(bus, topic);
      await bus.trim(topic, [kept[1]!.id, kept[6]!.id, kept[3]!.id]);
      expect(await bus.count(topic)).toBe(3);
      expect(await allOf(bus, topic)).toEqual(kept.slice(7));
      await bus.trim(topic, [kept[2]!.id]);
      expect(await bus.count(topic)).toBe(3);
    });

    it('is nothing after everything was trimmed, and what comes later has places of its own', async () => {
      const [bus, topic] = [await open(), unique()];
      await bus.publish(topic, [...numbered('A1', 4), ...numbered('A2', 4)]);
      const kept = await allOf(bus, topic);
      await bus.trim(
        topic,
        kept.map(({ id }) => id),
      );
      expect(await bus.count(topic)).toBe(0);
      expect(await allOf(bus, topic)).toEqual([]);
      await bus.publish(topic, numbered('A1', 1, 9));
      const later = await allOf(bus, topic);
      expect(numbersOf(later)).toEqual([9]);
      expect(kept.map(({ id }) => id)).not.toContain(later[0]!.id);
    });

    it('is not trimmed by ids of another topic', async () => {
      const [bus, one, other] = [await open(), unique(), unique()];
      await bus.publish(one, numbered('A1', 1));
      await bus.publish(other, numbered('A1', 1));
      const [foreign] = await allOf(bus, other);
      await expect(bus.trim(one, [foreign!.id])).rejects.toThrow(RangeError);
      expect(await bus.count(one)).toBe(1);
    });
  });
}
