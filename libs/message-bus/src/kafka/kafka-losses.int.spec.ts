import { randomUUID } from 'node:crypto';
import { startKafkaBehind } from '@gatehouse/engines';
import { FaultyConnection } from '@gatehouse/mongodb/testing';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { gather, numbered, numbersOf } from '../contract/gathered.js';
import type { MessageBus } from '../message-bus.port.js';
import { openKafkaMessageBus } from './kafka-message-bus.js';

let faulty: FaultyConnection | undefined;
const engine = await startKafkaBehind(async (address) => {
  faulty = await FaultyConnection.before(`kafka://${address}`);
  return new URL(faulty.address).host;
});

/** The limit of a request here. A call may wait for the request before it, prepare the topic, and be sent. */
const LIMIT_MS = 5_000;
const CALL_MS = 3 * LIMIT_MS;
/** What a machine that is busy with other things may take besides. */
const BUSY_MS = 30_000;
const WITHIN_MS = 120_000;

if ('unavailable' in engine || !faulty) {
  const why = 'unavailable' in engine ? engine.unavailable : 'there is no way to it';
  afterAll(() => faulty?.close());
  it.skip(`engine kafka is not available: ${why}`, () => undefined);
} else {
  const way = faulty;
  const buses: MessageBus[] = [];
  const open = (): MessageBus => {
    const bus = openKafkaMessageBus({
      connection: { brokers: [engine.address], clientId: 'losses' },
      insecure: true,
      topics: { default: { partitions: 1 } },
      callLimitMs: LIMIT_MS,
      sessionTimeoutMs: 6_000,
      // How soon a consumer dies is tested elsewhere: here it goes on.
      silenceMs: 600_000,
    });
    buses.push(bus);
    return bus;
  };
  afterEach(async () => {
    await way.mend();
    await Promise.all(buses.splice(0).map((bus) => bus.close()));
  });
  afterAll(async () => {
    await way.close();
    await engine.stop();
  });

  /** How the call ended: its limit is part of the promise. */
  async function outcome(call: () => Promise<unknown>): Promise<unknown> {
    const begun = performance.now();
    const ended = await call().then(
      () => 'done',
      (error: { code?: unknown }) => error.code,
    );
    expect(performance.now() - begun).toBeLessThan(CALL_MS + BUSY_MS);
    return ended;
  }

  const LOSSES: [string, () => void | Promise<void>][] = [
    ['killed', () => way.refuse()],
    ['frozen', () => way.freeze()],
    ['cut before an answer comes', () => way.cutAfter('toClient', 0)],
    ['slower than any limit', () => way.slow(2 * LIMIT_MS)],
  ];

  describe('the message bus on a Kafka that is lost and returns', () => {
    it.each(LOSSES)(
      '%s: says so, and the same bus goes on, with all that was promised',
      async (_, strike) => {
        const [bus, topic] = [open(), `t-${randomUUID()}`];
        const promised: number[] = [];
        const publish = async (n: number) => {
          await bus.publish(topic, numbered('A1', 1, n));
          promised.push(n);
        };
        await publish(0);
        const { messages, consumer } = await gather(bus, topic, `g-${randomUUID()}`);
        await messages.untilCount(1, WITHIN_MS);
        const inHand = outcome(() => publish(1));
        await strike();
        expect(['done', 'MESSAGE_BUS_UNAVAILABLE']).toContain(await inHand);
        const calls = [
          () => publish(2),
          () => bus.publish(`t-${randomUUID()}`, numbered('A1', 1)),
          () => bus.count(topic),
        ];
        expect(await Promise.all(calls.map(outcome))).toEqual(calls.map(() => 'MESSAGE_BUS_UNAVAILABLE'));
        await way.mend();
        const deadline = performance.now() + WITHIN_MS;
        while ((await outcome(() => publish(3))) !== 'done') expect(performance.now()).toBeLessThan(deadline);
        await messages.until((seen) => numbersOf(seen).includes(3), WITHIN_MS);
        expect(numbersOf(messages.seen)).toEqual(expect.arrayContaining(promised));
        await consumer.stop();
      },
    );

    it('slow: everything is done, later', async () => {
      const [bus, topic] = [open(), `t-${randomUUID()}`];
      way.slow(20);
      await bus.publish(topic, numbered('A1', 3));
      const { messages } = await gather(bus, topic, `g-${randomUUID()}`);
      await messages.untilCount(3, WITHIN_MS);
      expect(numbersOf(messages.seen)).toEqual([0, 1, 2]);
    });

    it('away at the start: says so, and is used when it is there', async () => {
      await way.refuse();
      const [bus, topic] = [open(), `t-${randomUUID()}`];
      expect(await outcome(() => bus.publish(topic, numbered('A1', 1)))).toBe('MESSAGE_BUS_UNAVAILABLE');
      expect(await outcome(() => gather(bus, topic, `g-${randomUUID()}`))).toBe('MESSAGE_BUS_UNAVAILABLE');
      await way.mend();
      await bus.publish(topic, numbered('A1', 1));
      const { messages } = await gather(bus, topic, `g-${randomUUID()}`);
      await messages.untilCount(1, WITHIN_MS);
    });
  });
}
