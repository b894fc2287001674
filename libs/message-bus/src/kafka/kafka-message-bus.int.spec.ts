import { randomBytes, randomUUID } from 'node:crypto';
import { startKafka } from '@gatehouse/engines';
import { Collector } from '@gatehouse/sqlite/testing';
import { afterAll, describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { messageBusContract } from '../contract.js';
import { gather, numbered, numbersOf } from '../contract/gathered.js';
import { openedBuses } from '../contract/opened-buses.js';
import type { IncomingMessage, MessageBus } from '../message-bus.port.js';
import { MessageBusUnavailable } from '../message-bus.port.js';
import { newKafkaClient } from './kafka-client.js';
import { openKafkaMessageBus } from './kafka-message-bus.js';
import type { KafkaMessageBusOptions } from './kafka-options.js';
import { withAdmin } from './with-admin.js';

const engine = await startKafka();
const unique = () => `t-${randomUUID()}`;

if ('unavailable' in engine) {
  it.skip(`engine kafka is not available: ${engine.unavailable}`, () => undefined);
} else {
  afterAll(() => engine.stop());
  const connection = { brokers: [engine.address], clientId: 'spec' };
  const subject = {
    open: async () =>
      openKafkaMessageBus({ connection, insecure: true, topics: { default: { partitions: 3 } } }),
    unique,
    capabilities: { survivesReopen: true, severalBuses: true, atomicPublish: false, handsOver: true },
  };
  messageBusContract('the message bus on Kafka', subject);

  describe('the message bus on Kafka', () => {
    const opened: MessageBus[] = [];
    const { open } = openedBuses({
      ...subject,
      open: async () => opened.shift() ?? subject.open(),
    });
    const openWith = async (options: Partial<KafkaMessageBusOptions>) => {
      opened.push(openKafkaMessageBus({ connection, insecure: true, ...options }));
      return open();
    };

    it('shares the work of a group between two instances, each key with one of them', async () => {
      const [one, other, topic, group] = [await open(), await open(), unique(), unique()];
      const taken = new Collector<{ instance: number; key: string; n: number }>();
      for (const [instance, bus] of [one, other].entries()) {
        const onBatch = async (messages: IncomingMessage[]) =>
          taken.add(...messages.map(({ key, value }) => ({ instance, key, ...(value as { n: number }) })));
        await bus.consume({ topic, group, onBatch });
      }
      const keys = Array.from({ length: 30 }, (_, n) => `A${n}`);
      const all = keys.flatMap((key) => numbered(key, 10));
      await one.publish(topic, all);
      await taken.untilCount(all.length);
      expect(new Set(taken.seen.map(({ instance }) => instance)).size).toBe(2);
      for (const key of keys) {
        const some = taken.seen.filter((message) => message.key === key);
        expect(new Set(some.map(({ instance }) => instance)).size).toBe(1);
        expect(some.map(({ n }) => n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      }
    });

    it('prepares a topic that several instances begin with in the same instant', async () => {
      for (let round = 0; round < 5; round += 1) {
        const topic = unique();
        const buses = await Promise.all(Array.from({ length: 6 }, () => open()));
        await Promise.all(buses.map((bus, n) => bus.publish(topic, numbered(`A${n}`, 1))));
        const { messages } = await gather(buses[0]!, topic, unique());
        await messages.untilCount(buses.length);
      }
    });

    it('goes on with other partitions while a handler refuses one, whatever it throws', async () => {
      const [bus, topic] = [await openWith({ topics: { default: { partitions: 12 } } }), unique()];
      const taken = new Collector<string>();
      const refused = new Collector<string>();
      await bus.publish(topic, numbered('bad', 1));
      await bus.consume({
        topic,
        group: unique(),
        onBatch: async (messages) => {
          if (messages.some(({ key }) => key === 'bad') && refused.seen.length < 4) {
            refused.add(messages[0]!.id);
            throw new TypeError('cannot');
          }
          taken.add(...messages.map(({ key }) => key));
        },
      });
      await refused.untilCount(1);
      await bus.publish(topic, numbered('good', 1));
      await taken.untilCount(2);
      expect(taken.seen).toEqual(['good', 'bad']);
      expect(new Set(refused.seen).size).toBe(1);
    });

    it('creates a topic as it is declared, and refuses one that has other partitions', async () => {
      const topic = unique();
      const declared = { partitions: 5, retentionMs: 86_400_000, compression: 'gzip' as const };
      const bus = await openWith({ topics: { [topic]: declared } });
      await bus.publish(topic, numbered('A1', 1));
      expect(await configurationOf(topic)).toEqual({
        partitions: 5,
        'retention.ms': '86400000',
        'compression.type': 'gzip',
        'cleanup.policy': 'delete',
      });
      const mistaken = await openWith({ topics: { [topic]: { partitions: 6 } } });
      const publishing = mistaken.publish(topic, numbered('A1', 1));
      await expect(publishing).rejects.toThrow(MessageBusUnavailable);
      await expect(publishing).rejects.toThrow(
        /has 5 partitions, and 6 are declared: declare 5 .*\?partitions=5/,
      );
    });

    it('carries a trace context as it was given', async () => {
      const [bus, topic] = [await open(), unique()];
      const headers = {
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        tracestate: 'a=1',
      };
      await bus.publish(topic, [{ key: 'A1', value: {}, headers }]);
      const { messages } = await gather(bus, topic, unique());
      await messages.untilCount(1);
      expect(messages.seen[0]?.headers).toEqual(headers);
    });

    it('publishes in order what is too much for one request', async () => {
      const [bus, topic] = [await open(), unique()];
      const text = 'x'.repeat(10_000);
      const many = Array.from({ length: 200 }, (_, n) => ({ key: 'A1', value: { n, text } }));
      await Promise.all([bus.publish(topic, many), bus.publish(topic, numbered('A1', 3_000, 200))]);
      const { messages } = await gather(bus, topic, unique());
      await messages.untilCount(3_200);
      expect(numbersOf(messages.seen)).toEqual(Array.from({ length: 3_200 }, (_, n) => n));
    });

    it('publishes nothing of a call with a message that cannot be published', async () => {
      const [bus, topic] = [await open(), unique()];
      const publishing = (value: unknown) => bus.publish(topic, [...numbered('A1', 1), { key: 'A1', value }]);
      await expect(publishing({ n: 1n })).rejects.toThrow(TypeError);
      await expect(publishing(undefined)).rejects.toThrow(TypeError);
      const tooLarge = publishing('x'.repeat(1_100_000));
      await expect(tooLarge).rejects.toMatchObject({ code: 'MESSAGE_TOO_LARGE', index: 1 });
      await bus.publish(topic, numbered('A1', 1, 7));
      const { messages } = await gather(bus, topic, unique());
      await messages.untilCount(1);
      expect(numbersOf(messages.seen)).toEqual([7]);
    });

    it('names the message that is more than a topic takes which others made, and publishes all that is not', async () => {
      const [bus, topic] = [await open(), unique()];
      const configEntries = [{ name: 'max.message.bytes', value: '10000' }];
      await asAdmin((admin) => admin.createTopics({ topics: [{ topic, numPartitions: 3, configEntries }] }));
      const sized = (n: number, bytes: number) => ({
        key: 'A1',
        // What is random cannot be compressed.
        value: { n, text: randomBytes(bytes / 2).toString('base64') },
      });
      const publishing = bus.publish(topic, [sized(0, 1_000), sized(1, 30_000), sized(2, 1_000)]);
      await expect(publishing).rejects.toMatchObject({ code: 'MESSAGE_TOO_LARGE', index: 1 });
      const fitting = Array.from({ length: 40 }, (_, n) => sized(n + 3, 2_000));
      await bus.publish(topic, fitting);
      const { messages } = await gather(bus, topic, unique());
      await messages.until((seen) => numbersOf(seen).includes(42));
      const numbers = numbersOf(messages.seen).filter((n) => n > 2);
      expect(numbers).toEqual(fitting.map(({ value: { n } }) => n));
    });

    it('makes a topic again that somebody deleted while it was used', async () => {
      const [bus, topic] = [await open(), unique()];
      await bus.publish(topic, numbered('A1', 1));
      await asAdmin((admin) => admin.deleteTopics({ topics: [topic] }));
      await expect(bus.publish(topic, numbered('A1', 1, 1))).rejects.toThrow(MessageBusUnavailable);
      await bus.publish(topic, numbered('A1', 1, 2));
      expect((await configurationOf(topic)).partitions).toBe(3);
      const { messages } = await gather(bus, topic, unique());
      await messages.untilCount(1);
      expect(numbersOf(messages.seen)).toEqual([2]);
    });

    it('gives what is not JSON as undefined, and goes on', async () => {
      const [bus, topic] = [await open(), unique()];
      await bus.publish(topic, numbered('A1', 1));
      const producer = new kafkajs.Kafka({ ...connection, logLevel: 0 }).producer({
        createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      });
      try {
        await producer.connect();
        await producer.send({
          topic,
          messages: [
            { key: 'A1', value: '{' },
            { key: 'A1', value: null },
          ],
        });
      } finally {
        await producer.disconnect();
      }
      await bus.publish(topic, numbered('A1', 1, 1));
      const { messages } = await gather(bus, topic, unique());
      await messages.untilCount(4);
      expect(messages.seen.map(({ value }) => value)).toEqual([{ n: 0 }, undefined, undefined, { n: 1 }]);
    });

    it('leaves no group behind that read what is kept', async () => {
      const [bus, topic] = [await open(), unique()];
      await bus.publish(topic, numbered('A1', 3));
      const groups: string[][] = [];
      for await (const { value } of bus.read(topic)) if (value) groups.push(await groupsOf(topic));
      groups.push(await groupsOf(topic));
      expect(groups.map(({ length }) => length)).toEqual([1, 1, 1, 0]);
    });

    it('says that it is unavailable once it is closed', async () => {
      const bus = await open();
      await bus.close();
      await expect(bus.publish(unique(), numbered('A1', 1))).rejects.toThrow(MessageBusUnavailable);
    });

    const asAdmin = <T>(ask: (admin: kafkajs.Admin) => Promise<T>) =>
      withAdmin(() => newKafkaClient(connection, undefined), 'The brokers cannot be asked', ask);

    async function groupsOf(topic: string) {
      const { groups } = await asAdmin((admin) => admin.listGroups());
      return groups.map(({ groupId }) => groupId).filter((group) => group.endsWith(topic));
    }

    async function configurationOf(topic: string) {
      const names = ['retention.ms', 'compression.type', 'cleanup.policy'];
      const asked = { type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: names };
      const [{ topics }, { resources }] = await asAdmin((admin) =>
        Promise.all([
          admin.fetchTopicMetadata({ topics: [topic] }),
          admin.describeConfigs({ includeSynonyms: false, resources: [asked] }),
        ]),
      );
      const entries = resources[0]!.configEntries.map(({ configName, configValue }) => [
        configName,
        configValue,
      ]);
      return { partitions: topics[0]!.partitions.length, ...Object.fromEntries(entries) };
    }
  });
}
