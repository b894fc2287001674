import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Collector } from '@gatehouse/sqlite/testing';
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
const answered = async () => true;

/** A Kafka of which the test tells what its consumer meets. */
function told(onRun: (tell: EventEmitter) => void) {
  const tell = new EventEmitter();
  const fails = { connections: 0 };
  const client = {
    events,
    on: (name: string, listener: (event: unknown) => void) => tell.on(name, listener),
    connect: async () => {
      if (fails.connections === 0) return;
      fails.connections -= 1;
      throw new Error('away');
    },
    subscribe: async () => undefined,
    run: async () => onRun(tell),
    disconnect: async () => tell.emit('disconnected'),
  };
  const kafka: KafkaClient = {
    kafka: { consumer: () => client } as unknown as Kafka,
    within: (work) => work(),
    cutOff: () => undefined,
  };
  return { tell, kafka, fails };
}
const crash = (restart: boolean, type = 'GROUP_AUTHORIZATION_FAILED') => {
  const error = Object.assign(new Error('not allowed'), { type });
  return { payload: { error, restart } };
};

describe('a consumer of Kafka', () => {
  it('has ended with the reason when the client gives up', async () => {
    const { tell, kafka } = told((joined) => joined.emit('join'));
    const { ended } = await KafkaConsumer.start(() => kafka, options, times, answered);
    tell.emit('crash', crash(false));
    await expect(ended).rejects.toThrow('The consumer of records for filter died: not allowed');
  });

  it('runs again when the client gives up what passes, until the brokers are there', async () => {
    const runs = new Collector<boolean>();
    const { tell, kafka, fails } = told((joined) => runs.add(joined.emit('join')));
    const consumer = await KafkaConsumer.start(() => kafka, options, times, answered);
    fails.connections = 1;
    tell.emit('crash', crash(false, 'none'));
    await runs.untilCount(2);
    expect(fails.connections).toBe(0);
    await consumer.stop();
    await expect(consumer.ended).resolves.toBeUndefined();
  });

  it('lives on when the client tries again', async () => {
    const { tell, kafka } = told((joined) => joined.emit('join'));
    const consumer = await KafkaConsumer.start(() => kafka, options, times, answered);
    tell.emit('crash', crash(true));
    tell.emit('join');
    await consumer.stop();
    await expect(consumer.ended).resolves.toBeUndefined();
  });

  it('has ended when nothing was heard for the time given', async () => {
    const { kafka } = told((joined) => joined.emit('join'));
    const { ended } = await KafkaConsumer.start(() => kafka, options, { ...times, silenceMs: 20 }, answered);
    await expect(ended).rejects.toThrow(/no word for 20 ms from brokers that answer others/);
  });

  it('begins anew with another client when it hears nothing, and goes on with what that hears', async () => {
    const deaf = told((joined) => joined.emit('join'));
    const heard = new Collector<string>();
    const hears = told((joined) => {
      heard.add('runs');
      joined.emit('join');
      joined.emit('heartbeat');
    });
    const clients = [deaf.kafka, hears.kafka];
    const newKafka = () => clients.shift()!;
    const consumer = await KafkaConsumer.start(newKafka, options, { ...times, silenceMs: 50 }, answered);
    await heard.untilCount(1);
    deaf.tell.emit('crash', crash(false));
    const beating = setInterval(() => hears.tell.emit('heartbeat'), 5);
    // The passing of time is what is tested: twice as long as it took the first time, and what the former client says counts no more.
    await pause(150);
    clearInterval(beating);
    await consumer.stop();
    await expect(consumer.ended).resolves.toBeUndefined();
  });

  it('is not there when the client gives up before it has joined', async () => {
    const { kafka } = told((never) => never.emit('crash', crash(false)));
    await expect(KafkaConsumer.start(() => kafka, options, times, answered)).rejects.toThrow(
      MessageBusUnavailable,
    );
  });

  it('does not leave while it is joining again', async () => {
    const { tell, kafka } = told((joined) => joined.emit('join'));
    const consumer = await KafkaConsumer.start(() => kafka, options, times, answered);
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
