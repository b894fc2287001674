import kafkajs from 'kafkajs';
import type { ICustomPartitioner, Producer } from 'kafkajs';
import { MessageBusUnavailable, MessageTooLarge } from '../message-bus.port.js';
import type { Chunk } from './chunks.js';
import { fitTogether, inChunks } from './chunks.js';
import type { EncodedMessage } from './kafka-message.js';
import { isTooLargeForBrokers, unavailable } from './unavailable.js';
import type { KafkaClient } from './kafka-client.js';
import { RETRY } from './kafka-client.js';
import type { TopicSettings } from './kafka-options.js';

/** The longest pause before a request is sent again, in milliseconds: with it all tries are over after some 12 seconds. */
const MAX_RETRY_MS = 3_000;

interface Waiting {
  chunk: Chunk;
  call: Call;
  isLast: boolean;
}

/** A call of `publish`. */
interface Call {
  settle(error?: MessageBusUnavailable | MessageTooLarge): void;
}

/**
 * Publishes to one topic with an idempotent producer. One request is in flight at a time, and what is published
 * meanwhile goes with the next one. That is what makes kafkajs's idempotent producer safe: after a failed request it
 * gives the request's sequence numbers to whatever comes next, and the brokers would take that for a repetition.
 */
export class TopicPublisher {
  readonly #newClient: () => KafkaClient;
  readonly #topic: string;
  readonly #settings: TopicSettings;
  readonly #partitionsWanted = new Set<number>();
  #waiting: Waiting[] = [];
  #sender: { client: KafkaClient; producer: Producer } | undefined;
  #working: Promise<void> | undefined;

  constructor(newClient: () => KafkaClient, topic: string, settings: TopicSettings) {
    this.#newClient = newClient;
    this.#topic = topic;
    this.#settings = settings;
  }

  /**
   * Resolves when every replica in sync has the messages.
   *
   * @throws MessageBusUnavailable when it is not known that all are there; some may be, from the first on.
   * MessageTooLarge when the topic takes less than one of them; some of the others may be there.
   */
  publish(messages: readonly EncodedMessage[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const call: Call = { settle: (error) => (error ? reject(error) : resolve()) };
      const chunks = inChunks(messages);
      const last = chunks.length - 1;
      this.#waiting.push(...chunks.map((chunk, n) => ({ chunk, call, isLast: n === last })));
      this.#working ??= this.#work().finally(() => (this.#working = undefined));
    });
  }

  /** Publishes what waits, and ends. */
  async close(): Promise<void> {
    await this.#working;
    await this.#dropProducer();
  }

  async #work(): Promise<void> {
    // What is published in the same turn goes together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const taken = takeTogether(this.#waiting);
      try {
        const refused = await this.#sendWhatFits(taken.flatMap(({ chunk }) => chunk.messages));
        if (refused) this.#failFrom(refused, taken);
        else settle(taken);
      } catch (error) {
        this.#fail(taken, unavailable(`Publishing to ${this.#topic} failed`, error));
      }
    }
  }

  /** What waits behind a failed request fails, too: a key's later messages must not be there without the earlier. */
  #fail(taken: readonly Waiting[], error: MessageBusUnavailable): void {
    void this.#dropProducer();
    settle([...taken, ...this.#waiting.splice(0)], error);
  }

  /** Only the call of the message learns that it is too large: what is wrong with it is not wrong with the others. */
  #failFrom(refused: EncodedMessage, taken: readonly Waiting[]): void {
    const at = taken.findIndex(({ chunk }) => chunk.messages.includes(refused));
    settle(taken.slice(0, at));
    taken[at]?.call.settle(new MessageTooLarge(refused.index, refused.bytes));
    const behind = `Publishing to ${this.#topic} failed: a message before was more than the topic takes.`;
    this.#fail(taken.slice(at), new MessageBusUnavailable(behind));
  }

  /**
   * Sends messages in order, in smaller requests where the topic takes less than they are together. Partitions that took
   * their part of a refused request get it again.
   *
   * @returns the first message that is alone more than the topic takes; those behind it are not sent.
   */
  async #sendWhatFits(messages: EncodedMessage[]): Promise<EncodedMessage | undefined> {
    try {
      await this.#send(messages);
      return undefined;
    } catch (error) {
      if (!isTooLargeForBrokers(error)) throw error;
    }
    void this.#dropProducer();
    if (messages.length === 1) return messages[0];
    const half = Math.ceil(messages.length / 2);
    return (await this.#sendWhatFits(messages.slice(0, half))) ?? this.#sendWhatFits(messages.slice(half));
  }

  async #dropProducer(): Promise<void> {
    const sender = this.#sender;
    this.#sender = undefined;
    await sender?.client.within(() => sender.producer.disconnect()).catch(() => undefined);
  }

  async #send(messages: EncodedMessage[]): Promise<void> {
    const { client, producer } = (this.#sender ??= this.#newSender());
    const written = await client.within(async () => {
      await producer.connect();
      this.#partitionsWanted.clear();
      return producer.send({
        topic: this.#topic,
        messages: messages.map(({ message }) => message),
        acks: -1,
        compression:
          this.#settings.compression === 'gzip'
            ? kafkajs.CompressionTypes.GZIP
            : kafkajs.CompressionTypes.None,
      });
    });
    // When a partition moves to a broker that has answered already, kafkajs counts it as written.
    for (const { partition } of written) this.#partitionsWanted.delete(partition);
    if (this.#partitionsWanted.size > 0) {
      throw new MessageBusUnavailable(`Publishing to ${this.#topic} reached only some of its partitions.`);
    }
  }

  #newSender() {
    const client = this.#newClient();
    const producer = client.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: this.#rememberingPartitioner,
      // What brokers answer again and again is told, and not that the limit of a call is over.
      retry: { ...RETRY, maxRetryTime: MAX_RETRY_MS },
    });
    return { client, producer };
  }

  /** Java's partitioner (murmur2 of the key), which also remembers to which partitions messages went. */
  readonly #rememberingPartitioner: ICustomPartitioner = () => {
    const partitionOf = kafkajs.Partitioners.DefaultPartitioner();
    return (args) => {
      const partition = partitionOf(args);
      this.#partitionsWanted.add(partition);
      return partition;
    };
  };
}

/** Tells the calls that end here how they ended; a call that was told before is not told again. */
function settle(waiting: readonly Waiting[], error?: MessageBusUnavailable): void {
  for (const { call, isLast } of waiting) if (isLast) call.settle(error);
}

/** Takes from the front what fits into one request. */
function takeTogether(waiting: Waiting[]): Waiting[] {
  const taken: Waiting[] = [];
  const sum: Chunk = { messages: [], bytes: 0 };
  for (
    let next = waiting[0];
    next && (taken.length === 0 || fitTogether(sum, next.chunk));
    next = waiting[0]
  ) {
    taken.push(next);
    sum.messages.push(...next.chunk.messages);
    sum.bytes += next.chunk.bytes;
    waiting.shift();
  }
  return taken;
}
