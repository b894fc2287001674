import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer as Client, Kafka } from 'kafkajs';
import type { ConsumeOptions, Consumer } from '../message-bus.port.js';
import { MessageBusUnavailable } from '../message-bus.port.js';
import { Gate } from './gate.js';
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
/** How long stopping waits for a consumer that is just joining again, in milliseconds. */
const JOIN_LIMIT_MS = 10_000;

/**
 * A member of a Kafka group. The group is of one topic: kafkajs shares out partitions as if all members of a group had
 * the same topics, so the name of the Kafka group is `<group>.<topic>`.
 */
export class KafkaConsumer implements Consumer {
  readonly ended: Promise<void>;
  readonly #options: ConsumeOptions;
  readonly #client: Client;
  readonly #work: PartitionWork;
  readonly #silence: Silence;
  /** Open when it is a member of the group, or dead. */
  readonly #joined = new Gate();
  #end!: (death?: MessageBusUnavailable) => void;
  #death: MessageBusUnavailable | undefined;
  #stopped: Promise<void> | undefined;

  private constructor(kafka: Kafka, options: ConsumeOptions, times: KafkaConsumerTimes) {
    this.#options = options;
    const heartbeatInterval = Math.ceil(times.sessionTimeoutMs / 10);
    this.#work = new PartitionWork(options, heartbeatInterval);
    this.#client = kafka.consumer({
      groupId: `${options.group}.${options.topic}`,
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
      () => this.#work.hasBatchInHand,
      () => this.#die(new MessageBusUnavailable(`no word from the brokers for ${times.silenceMs} ms`)),
    );
    this.#listen();
  }

  /** Joins the group. @throws MessageBusUnavailable when the brokers do not let it. */
  static async start(
    kafka: Kafka,
    options: ConsumeOptions,
    times: KafkaConsumerTimes,
  ): Promise<KafkaConsumer> {
    const consumer = new KafkaConsumer(kafka, options, times);
    try {
      await consumer.#run(times.partitionsAtOnce);
      await consumer.#joined.passed();
    } catch (error) {
      consumer.#die(error);
    }
    if (consumer.#death) throw consumer.#death;
    return consumer;
  }

  stop(): Promise<void> {
    return (this.#stopped ??= this.#leave().then(() => this.#end(this.#death)));
  }

  async #run(partitionsConsumedConcurrently: number): Promise<void> {
    await this.#client.connect();
    await this.#client.subscribe({ topic: this.#options.topic, fromBeginning: true });
    await this.#client.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently,
      eachBatch: (fetched) => this.#work.handle(fetched, () => !this.#stopped),
    });
  }

  #listen(): void {
    const { CRASH, FETCH, GROUP_JOIN, HEARTBEAT } = this.#client.events;
    for (const sign of [FETCH, GROUP_JOIN, HEARTBEAT] as const) {
      this.#client.on(sign, () => this.#silence.break());
    }
    this.#client.on(GROUP_JOIN, () => this.#joined.open());
    this.#client.on(CRASH, ({ payload: { error, restart } }) => {
      if (restart) this.#joined.shut();
      else this.#die(error);
    });
  }

  #die(error: unknown): void {
    const { topic, group } = this.#options;
    this.#death ??= unavailable(`The consumer of ${topic} for ${group} died`, error);
    this.#joined.open();
    void this.stop();
  }

  async #leave(): Promise<void> {
    this.#silence.end();
    // kafkajs cannot stop a consumer that is just joining: it would be a member that nobody can stop any more.
    await Promise.race([this.#joined.passed(), pause(JOIN_LIMIT_MS, undefined, { ref: false })]);
    await this.#client.disconnect().catch(() => undefined);
    await this.#work.end();
  }
}
