import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { startKafka } from '@gatehouse/engines';
import { ChildProcess, Collector } from '@gatehouse/sqlite/testing';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { gather, numbered, numbersOf } from '../contract/gathered.js';
import type { IncomingMessage, MessageBus } from '../message-bus.port.js';
import { MessageBusUnavailable } from '../message-bus.port.js';
import { publishUntilTaken } from '../until-taken.js';
import { openKafkaMessageBus } from './kafka-message-bus.js';
import type { KafkaMessageBusOptions } from './kafka-options.js';

const engine = await startKafka();
const unique = () => `t-${randomUUID()}`;
/** The shortest that brokers allow unless they are told otherwise. */
const SESSION_MS = 6_000;

if ('unavailable' in engine) {
  it.skip(`engine kafka is not available: ${engine.unavailable}`, () => undefined);
} else {
  const buses: MessageBus[] = [];
  const open = (options: Partial<KafkaMessageBusOptions> = {}): MessageBus => {
    const bus = openKafkaMessageBus({
      connection: { brokers: [engine.address], clientId: 'trouble' },
      insecure: true,
      topics: { default: { partitions: 1 } },
      sessionTimeoutMs: SESSION_MS,
      ...options,
    });
    buses.push(bus);
    return bus;
  };
  afterEach(async () => {
    await ChildProcess.killAll();
    await Promise.all(buses.splice(0).map((bus) => bus.close()));
  });
  afterAll(() => engine.stop());

  describe('the message bus on Kafka with several processes', () => {
    it('gives what a killed consumer had not finished to another one, once its session is over', async () => {
      const [bus, topic, group] = [open(), unique(), unique()];
      const consumes = new URL('./consumes-until-killed.fixture.mjs', import.meta.url);
      const child = ChildProcess.start(consumes, [engine.address, topic, group, '3']);
      await child.messages.untilCount(1);
      await bus.publish(topic, numbered('A1', 6));
      await child.messages.until((seen) => seen.at(-1) === 3);
      await child.kill();
      const { messages } = await gather(bus, topic, group);
      await messages.until((seen) => numbersOf(seen).at(-1) === 5);
      // What it had done since it last told the brokers comes again, too, in its order.
      const again = numbersOf(messages.seen);
      expect(again).toEqual([0, 1, 2, 3, 4, 5].slice(-again.length));
      expect(again).toContain(3);
    });
  });

  describe('a long batch', () => {
    it('stays with its consumer beyond the session, and is done once', async () => {
      const [bus, other, topic, group] = [open(), open(), unique(), unique()];
      const begun = new Collector<number>();
      const done = new Collector<number>();
      const onBatch = async (messages: IncomingMessage[]) => {
        begun.add(...numbersOf(messages));
        // The passing of time itself is what is tested.
        if (begun.seen.length === 1) await pause(SESSION_MS * 1.5);
        done.add(...numbersOf(messages));
      };
      await bus.publish(topic, numbered('A1', 2));
      await bus.consume({ topic, group, maxBatch: 1, onBatch });
      await begun.untilCount(1);
      // Another one joins: nothing is taken away for that while the batch is in hand.
      await other.consume({ topic, group, maxBatch: 1, onBatch });
      expect(done.seen[0]).toBe(0);
      await bus.publish(topic, numbered('A1', 1, 2));
      await done.untilCount(3);
      expect(done.seen).toEqual([0, 1, 2]);
    });
  });

  const { interruptible } = engine;
  if (!interruptible) {
    it.skip('cannot be tried without brokers: this Kafka cannot be stopped', () => undefined);
  } else {
    describe('the message bus on Kafka while the broker is away', () => {
      it('loses nothing that was promised, and keeps the order', async () => {
        const [bus, topic] = [open(), unique()];
        const { messages, consumer } = await gather(bus, topic, unique());
        const promised = new Collector<number>();
        const stopped = new AbortController();
        const publishing = (async () => {
          for (let n = 0; !stopped.signal.aborted; n += 1) {
            // As the services do: on a busy machine a broker may take longer to come back than one call is tried.
            await publishUntilTaken(bus, topic, numbered('A1', 1, n), stopped.signal);
            promised.add(n);
          }
        })();
        await promised.untilCount(50);
        await interruptible.kill();
        const before = promised.seen.length;
        await interruptible.startAgain();
        await promised.untilCount(before + 50, 120_000);
        stopped.abort();
        await publishing;
        const last = promised.seen.at(-1);
        await messages.until((seen) => numbersOf(seen).at(-1) === last, 60_000);
        expect([...new Set(numbersOf(messages.seen))]).toEqual(promised.seen);
        await consumer.stop();
        await consumer.ended;
      });

      it('says so: calls fail, what is read ends, and a consumer waits for longer than any silence, and goes on', async () => {
        const [bus, topic, group] = [open({ silenceMs: 10_000 }), unique(), unique()];
        const { messages, consumer } = await gather(bus, topic, group);
        await bus.publish(topic, numbered('A1', 2));
        await messages.untilCount(2);
        const kept = unique();
        // More than one fetch brings: what is random cannot be compressed.
        const text = () => randomBytes(15_000).toString('base64');
        const much = Array.from({ length: 200 }, (_, n) => ({ key: 'A1', value: { n, text: text() } }));
        await bus.publish(kept, much);
        const reading = bus.read(kept)[Symbol.asyncIterator]();
        await reading.next();
        await interruptible.kill();
        const readOn = async () => {
          while (!(await reading.next()).done);
        };
        await Promise.all([
          expect(readOn()).rejects.toThrow(MessageBusUnavailable),
          expect(bus.publish(topic, numbered('A1', 1, 99))).rejects.toThrow(MessageBusUnavailable),
          expect(bus.publish(unique(), numbered('A1', 1))).rejects.toThrow(MessageBusUnavailable),
          expect(bus.consume({ topic, group, onBatch: async () => {} })).rejects.toThrow(
            MessageBusUnavailable,
          ),
        ]);
        await interruptible.startAgain();
        // The same bus publishes and consumes again: nothing has to be opened anew.
        await bus.publish(topic, numbered('A1', 1, 2));
        await messages.until((seen) => numbersOf(seen).includes(2), 90_000);
        await consumer.stop();
        await consumer.ended;
        // The broker may have gone before it knew that the first two were done; the 99 may be there, and may not.
        const numbers = new Set(numbersOf(messages.seen).filter((n) => n < 99));
        expect([...numbers]).toEqual([0, 1, 2]);
      });
    });
  }
}
