import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer as Client } from 'kafkajs';
import type { ConsumeOptions, Consumer, MessageBusUnavailable } from '../message-bus.port.js';
import { Gate } from './gate.js';
import type { KafkaClient } from './kafka-client.js';
import { RETRY } from './kafka-client.js';
import { PartitionWork } from './partition-work.js';
import { Silence } from './silence.js';
import { unavailable } from './unavailable.js';

export interface KafkaConsumerTimes {
  sessionTimeoutMs: number;
  rebalanceTimeoutMs: number;
  silenceMs: number;
  partitionsAtOnce: number;
}

/** How long an empty fetch waits at the broker, in milliseconds; also how long stopping an idle consumer takes. */
const FETCH_WAIT_MS = 250;
/** How long stopping waits for the group, first to join it and then to leave it, in milliseconds. */
const LEAVE_LIMIT_MS = 7_000;

/**
 * The name of the Kafka group. A group is of one topic: kafkajs shares out partitions as if all members of a group had
 * the same topics.
 */
export function kafkaGroup({ group, topic }: { group: string; topic: string }): string {
  return `${group}.${topic}`;
}

/** A member of a Kafka group. */
export class KafkaConsumer implements Consumer {
  readonly ended: Promise<void>;
  readonly #options: ConsumeOptions;
  readonly #client: Client;
  readonly #work: PartitionWork;
  readonly #silence: Silence;
  /** Open when it is a member of the group, or dead. */
  readonly #joined = new Gate();
  /** While another member has a long batch in hand, joining takes long, and nothing is heard. */
  #mayBeSilent = true;
  #end!: (death?: MessageBusUnavailable) => void;
  #death: MessageBusUnavailable | undefined;
  #stopped: Promise<void> | undefined;

  private constructor({ kafka }: KafkaClient, options: ConsumeOptions, times: KafkaConsumerTimes) {
    this.#options = options;
    const heartbeatInterval = Math.ceil(times.sessionTimeoutMs / 10);
    this.#work = new PartitionWork(options, heartbeatInterval);
    this.#client = kafka.consumer({
      groupId: kafkaGroup(options),
      sessionTimeout: times.sessionTimeoutMs,
      rebalanceTimeout: times.rebalanceTimeoutMs,
      heartbeatInterval,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      allowAutoTopicCreation: false,
      // Brokers may be away for a while; how long is the business of `Silence`.
      retry: { ...RETRY, restartOnFailure: async () => !this.#stopped },
    });
    this.ended = new Promise((resolve, reject) => {
      this.#end = (death) => (death ? reject(death) : resolve());
    });
    this.ended.catch(() => undefined);
    this.#silence = new Silence(
      times.silenceMs,
      () => this.#mayBeSilent || this.#work.hasBatchInHand,
      () => this.#die(new Error(`no word from the brokers for ${times.silenceMs} ms`)),
    );
    this.#listen();
  }

  /** Joins the group. @throws MessageBusUnavailable when the brokers do not let it. */
  static async start(
    client: KafkaClient,
    options: ConsumeOptions,
    times: KafkaConsumerTimes,
  ): Promise<KafkaConsumer> {
    const consumer = new KafkaConsumer(client, options, times);
    consumer.#run(client, times.partitionsAtOnce).catch((error: unknown) => consumer.#die(error));
    await consumer.#joined.passed();
    if (consumer.#death) throw consumer.#death;
    return consumer;
  }

  stop(): Promise<void> {
    return (this.#stopped ??= this.#leave().then(() => this.#end()));
  }

  async #run(client: KafkaClient, partitionsConsumedConcurrently: number): Promise<void> {
    await client.within(async () => {
      await this.#client.connect();
      await this.#client.subscribe({ topic: this.#options.topic, fromBeginning: true });
    });
    await this.#client.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently,
      eachBatch: (fetched) => this.#work.handle(fetched, () => !this.#stopped),
    });
  }

  #listen(): void {
    const { CRASH, GROUP_JOIN, HEARTBEAT, REBALANCING } = this.#client.events;
    this.#client.on(HEARTBEAT, () => this.#silence.break());
    this.#client.on(REBALANCING, () => (this.#mayBeSilent = true));
    this.#client.on(GROUP_JOIN, () => {
      this.#mayBeSilent = false;
      this.#joined.open();
    });
    this.#client.on(CRASH, ({ payload: { error, restart } }) => {
      if (!restart) return this.#die(error);
      this.#mayBeSilent = false;
      this.#joined.shut();
    });
  }

  /** Says so at once: leaving may take long when the brokers are away. */
  #die(error: unknown): void {
    const { topic, group } = this.#options;
    this.#death ??= unavailable(`The consumer of ${topic} for ${group} died`, error);
    this.#end(this.#death);
    this.#joined.open();
    void this.stop();
  }

  async #leave(): Promise<void> {
    this.#silence.end();
    // kafkajs cannot stop a consumer that is just joining: it would be a member that nobody can stop any more.
    await this.#withinLimit(this.#joined.passed());
    const left = this.#client.disconnect().catch(() => undefined);
    await this.#work.end();
    await this.#withinLimit(left);
  }

  /** Whether it succeeds makes no difference: a member that does not leave is put out after its session. */
  async #withinLimit(work: Promise<void>): Promise<void> {
    const limit = pause(LEAVE_LIMIT_MS, undefined, { ref: false });
    await Promise.race([work, limit]);
  }
}
