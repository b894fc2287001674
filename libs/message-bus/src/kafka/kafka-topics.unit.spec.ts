import { describe, expect, it } from '@jest/globals';
import type { Kafka } from 'kafkajs';
import kafkajs from 'kafkajs';
import { MessageBusUnavailable } from '../message-bus.port.js';
import type { KafkaClient } from './kafka-client.js';
import { KafkaTopics } from './kafka-topics.js';
import { keptOffsets } from './reading-progress.js';
import { withAdmin } from './with-admin.js';

const error = (type: string) =>
  new kafkajs.KafkaJSProtocolError(Object.assign(new Error(type), { type, code: 3, retriable: true }));

/** A cluster where the topic was just created, and whose broker answers as told, one answer a question. */
function clusterThatAnswers(
  created: boolean,
  answers: (Error | number)[],
  topics: string[] = [],
): KafkaClient {
  const admin = {
    connect: async () => undefined,
    disconnect: async () => undefined,
    listTopics: async () => topics,
    createTopics: async () => {
      if (topics.length > 0) throw error('TOPIC_AUTHORIZATION_FAILED');
      return created;
    },
    fetchTopicMetadata: async () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return { topics: [{ partitions: Array.from({ length: answer ?? 0 }) }] };
    },
  };
  return {
    kafka: { admin: () => admin } as unknown as Kafka,
    within: (work) => work(),
    cutOff: () => undefined,
  };
}
const ensured = (created: boolean, ...answers: (Error | number)[]) =>
  new KafkaTopics(() => clusterThatAnswers(created, answers), { default: { partitions: 3 } }).ensure(
    'records',
  );

const SETTLING = ['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE', 'NOT_LEADER_FOR_PARTITION'];

describe.each([
  ['this one', true],
  ['another instance', false],
])('a topic that %s has just created', (_, created) => {
  it('is waited for while the broker has not heard of it, or has no leader for it', async () => {
    await ensured(created, ...SETTLING.map(error), 3);
  });

  it('is refused with other partitions than declared, also then', async () => {
    await expect(ensured(created, error('UNKNOWN_TOPIC_OR_PARTITION'), 4)).rejects.toThrow(
      /has 4 partitions, and 3 are declared: declare 4 \(`\?partitions=4`/,
    );
  });

  it('is not waited for when something else is wrong', async () => {
    await expect(ensured(created, error('TOPIC_AUTHORIZATION_FAILED'), 3)).rejects.toThrow(
      MessageBusUnavailable,
    );
  });
});

describe('a topic that is there', () => {
  it('is used as it is: the right to make topics is not needed', async () => {
    const kafka = clusterThatAnswers(false, [3], ['records']);
    await new KafkaTopics(() => kafka, { default: { partitions: 3 } }).ensure('records');
  });
});

describe('what a topic keeps', () => {
  const ofTwo = [
    { partition: 0, offset: '5', low: '2', high: '5' },
    { partition: 1, offset: '0', low: '0', high: '0' },
  ];
  const clusterWith = (answers: (Error | typeof ofTwo)[]): KafkaClient => {
    const fetchTopicOffsets = async () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    };
    const admin = {
      connect: async () => undefined,
      disconnect: async () => undefined,
      listTopics: async () => ['records'],
      fetchTopicOffsets,
    };
    return {
      kafka: { admin: () => admin } as unknown as Kafka,
      within: (work) => work(),
      cutOff: () => undefined,
    };
  };
  const counted = (...answers: (Error | typeof ofTwo)[]) => {
    const cluster = clusterWith(answers);
    return withAdmin(
      () => cluster,
      'records cannot be counted',
      (admin) => keptOffsets(admin, 'records'),
    );
  };

  it.each(SETTLING)('is asked for again at a broker that answers %s', async (type) => {
    await expect(counted(error(type), ofTwo)).resolves.toEqual([
      { partition: 0, low: 2n, high: 5n },
      { partition: 1, low: 0n, high: 0n },
    ]);
  });

  it('is not asked for again when something else is wrong', async () => {
    await expect(counted(error('TOPIC_AUTHORIZATION_FAILED'), ofTwo)).rejects.toThrow(
      'records cannot be counted: TOPIC_AUTHORIZATION_FAILED',
    );
  });
});
