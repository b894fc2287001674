import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { Kafka } from 'kafkajs';
import { MessageBusUnavailable } from '../message-bus.port.js';
import type { KafkaClient } from './kafka-client.js';
import { KafkaConsumer } from './kafka-consumer.js';

const events = { CRASH: 'crash', GROUP_JOIN: 'join', HEARTBEAT: 'heartbeat', REBALANCING: 'rebalancing' };
const times = {
  sessionTimeoutMs: 30_000,
  rebalanceTimeoutMs: 60_000,
  silenceMs: 60_000,
  partitionsAtOnce: 1,
};
const options = { topic: 'records', group: 'filter', onBatch: async () => {} };

/** A Kafka of which the test tells what its consumer meets. */
function told(onRun: (tell: EventEmitter) => void) {
  const tell = new EventEmitter();
  const client = {
    events,
    on: (name: string, listener: (event: unknown) => void) => tell.on(name, listener),
    connect: async () => undefined,
    subscribe: async () => undefined,
    run: async () => onRun(tell),
    disconnect: async () => tell.emit('disconnected'),
  };
  const kafka: KafkaClient = {
    kafka: { consumer: () => client } as unknown as Kafka,
    within: (work) => work(),
  };
  return { tell, kafka };
}
const crash = (restart: boolean) => ({ payload: { error: new Error('not allowed'), restart } });

describe('a consumer of Kafka', () => {
  it('has ended with the reason when the client gives up', async () => {
    const { tell, kafka } = told((joined) => joined.emit('join'));
    const { ended } = await KafkaConsumer.start(kafka, options, times);
    tell.emit('crash', crash(false));
    await expect(ended).rejects.toThrow('The consumer of records for filter died: not allowed');
  });

  it('lives on when the client tries again', async () => {
    const { tell, kafka } = told((joined) => joined.emit('join'));
    const consumer = await KafkaConsumer.start(kafka, options, times);
    tell.emit('crash', crash(true));
    tell.emit('join');
    await consumer.stop();
    await expect(consumer.ended).resolves.toBeUndefined();
  });

  it('has ended when nothing was heard for the time given', async () => {
    const { kafka } = told((joined) => joined.emit('join'));
    const { ended } = await KafkaConsumer.start(kafka, options, { ...times, silenceMs: 20 });
    await expect(ended).rejects.toThrow(/no word from the brokers for 20 ms/);
  });

  it('is not there when the client gives up before it has joined', async () => {
    const { kafka } = told((never) => never.emit('crash', crash(false)));
    await expect(KafkaConsumer.start(kafka, options, times)).rejects.toThrow(MessageBusUnavailable);
  });

  it('does not leave while it is joining again', async () => {
    const { tell, kafka } = told((joined) => joined.emit('join'));
    const consumer = await KafkaConsumer.start(kafka, options, times);
    const order: string[] = [];
    tell.on('disconnected', () => order.push('left'));
    tell.emit('crash', crash(true));
    const stopped = consumer.stop();
    order.push('joined');
    tell.emit('join');
    await stopped;
    expect(order).toEqual(['joined', 'left']);
  });
});
