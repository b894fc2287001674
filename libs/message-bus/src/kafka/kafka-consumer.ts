import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer as Client } from 'kafkajs';
import type { ConsumeOptions, Consumer, MessageBusUnavailable } from '../message-bus.port.js';
import { Gate } from './gate.js';
import type { KafkaClient } from './kafka-client.js';
import { RETRY } from './kafka-client.js';
import { isFinal, unavailable } from './unavailable.js';
import { PartitionWork } from './partition-work.js';
import { Silence } from './silence.js';

export interface KafkaConsumerTimes {
  sessionTimeoutMs: number;
  rebalanceTimeoutMs: number;
  silenceMs: number;
  partitionsAtOnce: number;
}

/** Whether the brokers answer others: a consumer that hears nothing waits for as long as they do not. */
export type AreOthersAnswered = () => Promise<boolean>;

/** How long an empty fetch waits at the broker, in milliseconds; also how long stopping an idle consumer takes. */
const FETCH_WAIT_MS = 250;
/** How long after kafkajs has given up the consumer runs again, in milliseconds. */
const RUN_AGAIN_MS = 1_000;
/** How long stopping waits for the group, first to join it and then to leave it, in milliseconds. */
const LEAVE_LIMIT_MS = 7_000;

/**
 * The name of the Kafka group. A group is of one topic: kafkajs shares out partitions as if all members of a group had
 * the same topics.
 */
export function kafkaGroup({ group, topic }: { group: string; topic: string }): string {
  return `${group}.${topic}`;
}

const heartbeatMs = ({ sessionTimeoutMs }: KafkaConsumerTimes) => Math.ceil(sessionTimeoutMs / 10);

/** A member of a Kafka group. */
export class KafkaConsumer implements Consumer {
  readonly ended: Promise<void>;
  readonly #options: ConsumeOptions;
  readonly #newKafka: () => KafkaClient;
  readonly #times: KafkaConsumerTimes;
  #kafka!: KafkaClient;
  #client!: Client;
  readonly #work: PartitionWork;
  readonly #silence: Silence;
  /** Since it last heard anything it has begun anew. */
  #hasBegunAnew = false;
  /** Open when it is a member of the group, or dead. */
  readonly #joined = new Gate();
  /** While another member has a long batch in hand, joining takes long, and nothing is heard. */
  #mayBeSilent = true;
  /** Whoever starts it repeats that; what was once a member is to be one again. */
  #hasJoined = false;
  #end!: (death?: MessageBusUnavailable) => void;
  #death: MessageBusUnavailable | undefined;
  #stopped: Promise<void> | undefined;

  private constructor(
    newKafka: () => KafkaClient,
    options: ConsumeOptions,
    times: KafkaConsumerTimes,
    areOthersAnswered: AreOthersAnswered,
  ) {
    this.#newKafka = newKafka;
    this.#options = options;
    this.#times = times;
    this.#work = new PartitionWork(options, heartbeatMs(times));
    this.ended = new Promise((resolve, reject) => {
      this.#end = (death) => (death ? reject(death) : resolve());
    });
    this.ended.catch(() => undefined);
    this.#silence = new Silence({
      limitMs: times.silenceMs,
      isExcused: () => this.#mayBeSilent || this.#work.hasBatchInHand,
      areOthersAnswered,
      onDeaf: () => this.#beginAnew(),
    });
    this.#takeClient();
  }

  /** Joins the group. @throws MessageBusUnavailable when the brokers do not let it. */
  static async start(
    newKafka: () => KafkaClient,
    options: ConsumeOptions,
    times: KafkaConsumerTimes,
    areOthersAnswered: AreOthersAnswered,
  ): Promise<KafkaConsumer> {
    const consumer = new KafkaConsumer(newKafka, options, times, areOthersAnswered);
    consumer.#kafka
      .within(() => consumer.#connect())
      .then(() => consumer.#run())
      .catch((error: unknown) => consumer.#die(error));
    await consumer.#joined.passed();
    if (consumer.#death) throw consumer.#death;
    return consumer;
  }

  stop(): Promise<void> {
    return (this.#stopped ??= this.#leave().then(() => this.#end()));
  }

  #takeClient(): void {
    const { sessionTimeoutMs, rebalanceTimeoutMs } = this.#times;
    this.#kafka = this.#newKafka();
    const client = this.#kafka.kafka.consumer({
      groupId: kafkaGroup(this.#options),
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: rebalanceTimeoutMs,
      heartbeatInterval: heartbeatMs(this.#times),
      maxWaitTimeInMs: FETCH_WAIT_MS,
      allowAutoTopicCreation: false,
      // Brokers may be away for as long as they are.
      retry: { ...RETRY, restartOnFailure: async () => this.#works(client) },
    });
    this.#client = client;
    this.#listen(client);
  }

  /** Whether what this client tells and brings counts. */
  #works(client: Client): boolean {
    return !this.#stopped && client === this.#client;
  }

  async #connect(): Promise<void> {
    await this.#client.connect();
    await this.#client.subscribe({ topic: this.#options.topic, fromBeginning: true });
  }

  async #run(): Promise<void> {
    const client = this.#client;
    await client.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: this.#times.partitionsAtOnce,
      eachBatch: (fetched) => this.#work.handle(fetched, () => this.#works(client)),
    });
  }

  /**
   * For what kafkajs gives up though it passes, as when a broker goes while it is asked who coordinates the group. Tried
   * until it runs.
   */
  async #runAgain(): Promise<void> {
    const client = this.#client;
    while (this.#works(client)) {
      try {
        await this.#connect();
        return await this.#run();
      } catch {
        // The brokers are away.
        await pause(RUN_AGAIN_MS, undefined, { ref: false });
      }
    }
  }

  /** With another client: kafkajs may wait for ever after a loss. If that hears nothing either, nothing helps here. */
  #beginAnew(): void {
    if (this.#hasBegunAnew) {
      const { silenceMs } = this.#times;
      return this.#die(new Error(`no word for ${silenceMs} ms from brokers that answer others`));
    }
    this.#hasBegunAnew = true;
    const [kafka, client] = [this.#kafka, this.#client];
    this.#joined.shut();
    this.#takeClient();
    kafka.cutOff();
    client.disconnect().catch(() => undefined);
    void this.#runAgain();
  }

  #listen(client: Client): void {
    const { CRASH, GROUP_JOIN, HEARTBEAT, REBALANCING } = client.events;
    client.on(HEARTBEAT, () => {
      if (!this.#works(client)) return;
      this.#hasBegunAnew = false;
      this.#silence.break();
    });
    client.on(REBALANCING, () => {
      if (client === this.#client) this.#mayBeSilent = true;
    });
    client.on(GROUP_JOIN, () => {
      if (client !== this.#client) return;
      this.#mayBeSilent = false;
      this.#hasJoined = true;
      this.#joined.open();
    });
    client.on(CRASH, ({ payload: { error, restart } }) => {
      if (client !== this.#client) return;
      if (!restart && (!this.#hasJoined || isFinal(error))) return this.#die(error);
      this.#mayBeSilent = false;
      this.#joined.shut();
      if (restart) return;
      // Not at once: what makes it give up may do so again at once.
      void pause(RUN_AGAIN_MS, undefined, { ref: false }).then(() => this.#runAgain());
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
