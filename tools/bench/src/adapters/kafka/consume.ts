import { randomUUID } from 'node:crypto';
import type { Consumer } from '@gatehouse/message-bus';
import type { OpenContender, Turn } from '../../contenders/contender.js';
import { timed } from '../../contenders/timed.js';
import { bareKafka } from './bare-kafka.js';
import { openBus } from './open-bus.js';

/** What the adapter does by default, and the bare consumer is told. */
const PARTITIONS_AT_ONCE = 4;

/**
 * Consumes a topic from its beginning to its end through the adapter, with a new group each turn. Time runs from
 * joining the group to the last message; each value is read from its JSON, and the group's place moves with each batch.
 */
export const consumeThroughAdapter: OpenContender = async ({ address, amount, place }) => {
  const bus = openBus(address);
  const turn = async () => {
    const group = `bench-${randomUUID()}`;
    const { onMessages, all } = counted(amount);
    const onBatch = async (messages: unknown[]) => onMessages(messages.length);
    const consumer: Consumer = await bus.consume({ topic: place, group, onBatch });
    const taken = await timed(() => Promise.race([all, consumer.ended]));
    await consumer.stop();
    return taken;
  };
  return { turn, close: () => bus.close() };
};

/** The same with kafkajs alone: `eachBatch`, with a commit for each batch that was fetched. */
export const consumeBare: OpenContender = async ({ address, amount, place }) => {
  const kafka = bareKafka(address);
  const turn = async (): Promise<Turn> => {
    const groupId = `bench-${randomUUID()}`;
    const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 250, allowAutoTopicCreation: false });
    const { onMessages, all } = counted(amount);
    const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
    await consumer.connect();
    await consumer.subscribe({ topic: place, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
      eachBatch: async (fetched) => {
        const { topic, partition, messages } = fetched.batch;
        const values = messages.map(({ value }) => JSON.parse(String(value)) as unknown);
        const last = fetched.batch.lastOffset();
        const offset = String(BigInt(last) + 1n);
        await fetched.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
        fetched.resolveOffset(last);
        onMessages(values.length);
      },
    });
    await joined;
    const taken = await timed(() => all);
    await consumer.disconnect();
    return taken;
  };
  return { turn, close: async () => undefined };
};

/** Counts messages; `all` resolves with the last one. */
function counted(amount: number): { onMessages: (count: number) => void; all: Promise<void> } {
  let seen = 0;
  let resolve: () => void;
  const all = new Promise<void>((done) => (resolve = done));
  const onMessages = (count: number) => {
    seen += count;
    if (seen >= amount) resolve();
  };
  return { onMessages, all };
}
