import { startKafkaBehindProxy } from '@gatehouse/engines';
import { Collector } from '@gatehouse/sqlite/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Admin } from 'kafkajs';
import kafkajs from 'kafkajs';
import type { Gathered } from '../contract/gathered.js';
import { gather, numbersOf } from '../contract/gathered.js';
import { SteadyPublisher } from '../contract/steady-publisher.js';
import type { MessageBus } from '../message-bus.port.js';
import { MessageBusUnavailable } from '../message-bus.port.js';
import { openKafkaMessageBus } from './kafka-message-bus.js';

/**
 * How soon after the return everything goes on, in milliseconds, on any machine. What was measured stands in
 * docs/explanation/engines.md.
 */
const WITHIN_MS = 180_000;
/** A call waits for the request before it, prepares the topic, and is sent: each has the limit that services have. */
const CALL_MS = 3 * 20_000;
/** What a machine that is busy with other things may take besides. */
const BUSY_MS = 30_000;
const TOPIC = 'lost';
const PARTITIONS = 3;
const KEYS = ['A1', 'A2', 'A3', 'A4'];

const engine = await startKafkaBehindProxy();

/** One bus, on which somebody publishes and somebody consumes for as long as everything here takes. */
class Scene {
  readonly publisher: SteadyPublisher;
  /** How often the consumer could not be started. */
  readonly refusals = new Collector<string>();
  readonly #gathering: Promise<Gathered>;

  constructor(private readonly bus: MessageBus) {
    this.publisher = new SteadyPublisher(bus, TOPIC, KEYS);
    this.#gathering = this.#start();
    this.#gathering.catch(() => undefined);
  }

  /** Waits until the loss has been felt: so many more calls have failed. */
  async felt({ calls }: { calls: number }): Promise<void> {
    const { failures } = this.publisher;
    await failures.untilCount(failures.seen.length + calls, calls * (CALL_MS + BUSY_MS));
  }

  /** Waits until something new was published and has come. @throws when that takes longer than it may */
  async goesOn(): Promise<void> {
    const { acknowledged } = this.publisher;
    // The one after the next was certainly not sent before.
    await acknowledged.untilCount(acknowledged.seen.length + 2, WITHIN_MS);
    await this.#hasCome(acknowledged.seen.at(-1)!);
  }

  /** Ends all, and holds what was acknowledged and what came against each other. */
  async end(): Promise<void> {
    await this.publisher.stop();
    const { acknowledged, uncertain, longestCallMs } = this.publisher;
    const certain = acknowledged.seen.filter((n) => !uncertain.has(n));
    const placeOf = new Map(certain.map((n, place) => [n, place]));
    await this.#hasCome(acknowledged.seen.at(-1)!);
    const { messages } = await this.#gathering;
    for (const key of KEYS) {
      const numbers = numbersOf(messages.seen.filter((message) => message.key === key));
      expect([...new Set(numbers)]).toEqual(acknowledged.seen);
      // Of what was published at once some may come again, and then all behind it, in order.
      const places = numbers.flatMap((n) => placeOf.get(n) ?? []);
      expect(places.filter((place, at) => place > (places[at - 1] ?? -1) + 1)).toEqual([]);
    }
    expect(longestCallMs).toBeLessThan(CALL_MS + BUSY_MS);
  }

  async #hasCome(last: number): Promise<void> {
    const { messages } = await this.#gathering;
    const isThere = (key: string) =>
      messages.seen.some((message) => message.key === key && numbersOf([message])[0] === last);
    await messages.until(() => KEYS.every(isThere), WITHIN_MS);
  }

  /** As a service does, which repeats its start. */
  async #start(): Promise<Gathered> {
    for (;;) {
      try {
        return await gather(this.bus, TOPIC, 'group');
      } catch (error) {
        if (!(error instanceof MessageBusUnavailable)) throw error;
        this.refusals.add(error.code);
      }
    }
  }
}

if ('unavailable' in engine) {
  it.skip(`engine kafka is not available: ${engine.unavailable}`, () => undefined);
} else {
  const { address, way } = engine;
  const { kill, startAgain, loseAnother, fill } = engine.interruptible;
  let bus: MessageBus;
  let scene: Scene;

  beforeAll(async () => {
    await way.shut();
    bus = openKafkaMessageBus({
      connection: { brokers: [address], clientId: 'losses' },
      insecure: true,
      topics: { default: { partitions: PARTITIONS } },
    });
    scene = new Scene(bus);
  });
  afterAll(async () => {
    await bus.close();
    await engine.stop();
  });

  async function asAdmin(ask: (admin: Admin) => Promise<unknown>): Promise<void> {
    const kafka = new kafkajs.Kafka({ brokers: [address], logLevel: kafkajs.logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    try {
      await ask(admin);
    } finally {
      await admin.disconnect();
    }
  }

  /** So many replicas must have a message. */
  const wantReplicas = (count: number) =>
    asAdmin((admin) =>
      admin.alterConfigs({
        validateOnly: false,
        resources: [
          {
            type: kafkajs.ConfigResourceTypes.TOPIC,
            name: TOPIC,
            configEntries: [{ name: 'min.insync.replicas', value: String(count) }],
          },
        ],
      }),
    );

  /** Every partition is to be on two brokers, one of which is lost. (More replicas than a topic has are never wanted.) */
  async function loseReplicas(): Promise<void> {
    const lost = await loseAnother();
    const partitionAssignment = Array.from({ length: PARTITIONS }, (_, partition) => ({
      partition,
      replicas: [1, lost],
    }));
    await asAdmin((admin) =>
      admin.alterPartitionReassignments({ topics: [{ topic: TOPIC, partitionAssignment }] }),
    );
    await wantReplicas(2);
  }

  describe('one bus on a Kafka that is lost in one way after the other, with the limits that services have', () => {
    it.each<{ loss: string; take: () => Promise<void>; bringBack: () => Promise<void> | void }>([
      {
        loss: 'away at the start',
        take: async () => {
          await scene.felt({ calls: 1 });
          await scene.refusals.untilCount(1, CALL_MS + BUSY_MS);
        },
        bringBack: () => way.open(),
      },
      {
        loss: 'killed',
        take: async () => {
          await kill();
          await scene.felt({ calls: 2 });
        },
        bringBack: startAgain,
      },
      {
        loss: 'frozen, for longer than a consumer keeps its place in the group',
        take: async () => {
          way.freeze();
          await scene.felt({ calls: 2 });
        },
        bringBack: () => way.mend(),
      },
      { loss: 'cut', take: async () => way.cut(), bringBack: () => undefined },
      {
        loss: 'slow',
        take: async () => {
          way.slow(100);
          await scene.goesOn();
        },
        bringBack: () => way.mend(),
      },
      {
        loss: 'slower than any limit',
        take: async () => {
          way.slow(30_000);
          await scene.felt({ calls: 1 });
        },
        bringBack: () => way.mend(),
      },
      {
        loss: 'read-only: fewer replicas are in sync than must have a message',
        take: async () => {
          await loseReplicas();
          await scene.felt({ calls: 1 });
          expect(scene.publisher.failures.seen.at(-1)?.message).toMatch(
            /fewer in-sync replicas than required/,
          );
        },
        bringBack: () => wantReplicas(1),
      },
      ...(fill
        ? [
            {
              loss: 'full: the broker ends by itself, until there is room and it is started again',
              take: async () => {
                await fill();
                await scene.felt({ calls: 1 });
              },
              bringBack: startAgain,
            },
          ]
        : []),
    ])('$loss: everything goes on by itself', async ({ take, bringBack }) => {
      await take();
      await bringBack();
      await scene.goesOn();
    });

    it('after all of them nothing acknowledged is lost, each key has its order, and every call ended in time', async () => {
      await scene.end();
    });
  });
}
