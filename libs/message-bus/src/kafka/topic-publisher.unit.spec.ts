import { describe, expect, it } from '@jest/globals';
import type { Kafka, Message, ProducerConfig } from 'kafkajs';
import { MessageBusUnavailable } from '../message-bus.port.js';
import { encodeMessage } from './encode-message.js';
import { TopicPublisher } from './topic-publisher.js';
import { DEFAULT_TOPIC_SETTINGS } from './topic-settings.js';

interface Request {
  producer: number;
  keys: string[];
  answer(partitions: number[]): void;
  fail(): void;
}

/** A Kafka of which the test answers every request. */
function answeredByHand() {
  const requests: Request[] = [];
  let producers = 0;
  const kafka = {
    producer: ({ createPartitioner }: ProducerConfig) => {
      const producer = (producers += 1);
      const partitionOf = createPartitioner!();
      const partitionMetadata = [0, 1].map((partitionId) => ({ partitionId, leader: partitionId }) as never);
      return {
        connect: async () => undefined,
        disconnect: async () => undefined,
        send: ({ topic, messages }: { topic: string; messages: Message[] }) =>
          new Promise((resolve, reject) => {
            for (const message of messages) partitionOf({ topic, partitionMetadata, message });
            requests.push({
              producer,
              keys: messages.map(({ key }) => String(key)),
              answer: (partitions) => resolve(partitions.map((partition) => ({ partition }))),
              fail: () => reject(new Error('gone')),
            });
          }),
      };
    },
  } as unknown as Kafka;
  return { requests, publisher: new TopicPublisher(() => kafka, 'records', DEFAULT_TOPIC_SETTINGS) };
}

const message = (key: string) => [encodeMessage({ key, value: 1 })];
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('publishing to a topic', () => {
  it('has one request in flight, and sends with the next what came meanwhile', async () => {
    const { requests, publisher } = answeredByHand();
    const published = [publisher.publish(message('A'))];
    await turn();
    published.push(publisher.publish(message('B')), publisher.publish(message('C')));
    await turn();
    expect(requests.map(({ keys }) => keys)).toEqual([['A']]);
    requests[0]!.answer([0, 1]);
    await turn();
    expect(requests.map(({ keys }) => keys)).toEqual([['A'], ['B', 'C']]);
    requests[1]!.answer([0, 1]);
    await Promise.all(published);
  });

  it('fails what waits behind a failed request, and goes on with a new producer', async () => {
    const { requests, publisher } = answeredByHand();
    const first = publisher.publish(message('A'));
    await turn();
    const behind = publisher.publish(message('A'));
    requests[0]!.fail();
    await expect(first).rejects.toThrow(MessageBusUnavailable);
    await expect(behind).rejects.toThrow(MessageBusUnavailable);
    const later = publisher.publish(message('A'));
    await turn();
    expect(requests.map(({ producer }) => producer)).toEqual([1, 2]);
    requests[1]!.answer([0, 1]);
    await later;
  });

  it('fails when a partition has not answered, though the client takes the request for done', async () => {
    const { requests, publisher } = answeredByHand();
    const publishing = publisher.publish(['A', 'B', 'C', 'D'].flatMap(message));
    await turn();
    requests[0]!.answer([0]);
    await expect(publishing).rejects.toThrow(/only some of its partitions/);
  });
});
