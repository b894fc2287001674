import { describe, expect, it } from '@jest/globals';
import type { Kafka, Message, ProducerConfig } from 'kafkajs';
import kafkajs from 'kafkajs';
import { MessageBusUnavailable } from '../message-bus.port.js';
import { encodeMessage } from './kafka-message.js';
import type { KafkaClient } from './kafka-client.js';
import { TopicPublisher } from './topic-publisher.js';
import { DEFAULT_TOPIC_SETTINGS } from './kafka-options.js';

interface Request {
  producer: number;
  keys: string[];
  answer(partitions: number[]): void;
  fail(error?: Error): void;
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
              fail: (error = new Error('gone')) => reject(error),
            });
          }),
      };
    },
  } as unknown as Kafka;
  const client: KafkaClient = { kafka, within: (work) => work(), cutOff: () => undefined };
  return { requests, publisher: new TopicPublisher(() => client, 'records', DEFAULT_TOPIC_SETTINGS) };
}

const message = (key: string) => [encodeMessage({ key, value: 1 })];
/** What kafkajs makes of such an answer of the brokers. */
function tooLarge(): Error {
  const type = 'MESSAGE_TOO_LARGE';
  const said = Object.assign(new Error(type), { type, code: 10, retriable: false });
  const cause = new kafkajs.KafkaJSProtocolError(said);
  return Object.assign(new kafkajs.KafkaJSNonRetriableError(cause), { cause });
}
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

  it('finds the message that the topic does not take: its call alone is told, and what came before is there', async () => {
    const { requests, publisher } = answeredByHand();
    const answerNext = async (answer: (request: Request) => void) => {
      answer(requests.at(-1)!);
      await turn();
    };
    const many = ['B', 'C', 'D'].map((key, index) => encodeMessage({ key, value: 1 }, index));
    const before = publisher.publish(message('A'));
    const refused = publisher.publish(many);
    const behind = publisher.publish(message('E'));
    const told = Promise.all([
      before,
      expect(refused).rejects.toMatchObject({ code: 'MESSAGE_TOO_LARGE', index: 1 }),
      expect(behind).rejects.toThrow(MessageBusUnavailable),
    ]);
    await turn();
    await answerNext(({ fail }) => fail(tooLarge()));
    await answerNext(({ fail }) => fail(tooLarge()));
    await answerNext(({ answer }) => answer([0, 1]));
    requests.at(-1)!.fail(tooLarge());
    await told;
    expect(requests.map(({ keys }) => keys.join(''))).toEqual(['ABCDE', 'ABC', 'AB', 'C']);
    expect(new Set(requests.map(({ producer }) => producer)).size).toBe(3);
  });
});
