import type {
  ConsumeOptions,
  Consumer,
  IncomingMessage,
  MessageBus,
  OutgoingMessage,
} from '../message-bus.port.js';
import { MessageBusUnavailable } from '../message-bus.port.js';
import { brokersAnswer } from './with-admin.js';
import { checkConnection } from './check-connection.js';
import { encodeMessage } from './kafka-message.js';
import { newKafkaClient } from './kafka-client.js';
import type { KafkaConsumerTimes } from './kafka-consumer.js';
import { KafkaConsumer } from './kafka-consumer.js';
import type { KafkaMessageBusOptions } from './kafka-options.js';
import { KafkaTopics } from './kafka-topics.js';
import { countKept, trimKept } from './kept-messages.js';
import { readKept } from './read-kept.js';
import { TopicPublisher } from './topic-publisher.js';
import { withTraceContext } from '../handling/trace.js';

/**
 * Opens the message bus on Kafka. Nothing is asked of the brokers before the first publish or consume; topics are then
 * created as declared. A publish that fails may have left its first messages, in order; a call that comes back after a
 * failure may publish them twice (at least once, as everything on the bus).
 *
 * @throws KafkaConnectionRefused for plain text or unchecked certificates, unless told `insecure`.
 */
export function openKafkaMessageBus(options: KafkaMessageBusOptions): MessageBus {
  checkConnection(options.connection, options.insecure ?? false);
  return new KafkaMessageBus(options);
}

class KafkaMessageBus implements MessageBus {
  readonly #options: KafkaMessageBusOptions;
  readonly #topics: KafkaTopics;
  readonly #publishers = new Map<string, TopicPublisher>();
  readonly #consumers = new Set<Promise<KafkaConsumer>>();
  #closed = false;

  constructor(options: KafkaMessageBusOptions) {
    this.#options = options;
    this.#topics = new KafkaTopics(this.#newClient, options.topics);
  }

  async publish(topic: string, messages: readonly OutgoingMessage[]): Promise<void> {
    this.#refuseIfClosed();
    if (messages.length === 0) return;
    const encoded = withTraceContext(messages).map((message, index) => encodeMessage(message, index));
    await this.#topics.ensure(topic);
    this.#refuseIfClosed();
    try {
      await this.#publisherOf(topic).publish(encoded);
    } catch (error) {
      this.#topics.forget(topic);
      throw error;
    }
  }

  async consume(options: ConsumeOptions): Promise<Consumer> {
    this.#refuseIfClosed();
    await this.#topics.ensure(options.topic);
    this.#refuseIfClosed();
    const starting = KafkaConsumer.start(this.#newClient, options, this.#times, () =>
      brokersAnswer(this.#newClient),
    );
    this.#consumers.add(starting);
    const forget = () => this.#consumers.delete(starting);
    starting.then(({ ended }) => ended.then(forget, forget), forget);
    return starting;
  }

  async *read(topic: string): AsyncGenerator<IncomingMessage> {
    this.#refuseIfClosed();
    yield* readKept(this.#newClient, topic, this.#times);
  }

  async count(topic: string): Promise<number> {
    this.#refuseIfClosed();
    return countKept(this.#newClient, topic);
  }

  async trim(topic: string, through: readonly string[]): Promise<void> {
    this.#refuseIfClosed();
    await trimKept(this.#newClient, topic, through);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const stop = async (starting: Promise<KafkaConsumer>) => (await starting).stop();
    await Promise.allSettled([...this.#consumers].map(stop));
    await Promise.all([...this.#publishers.values()].map((publisher) => publisher.close()));
  }

  readonly #newClient = () => {
    const { connection, log, callLimitMs } = this.#options;
    return newKafkaClient(connection, log, callLimitMs);
  };

  get #times(): KafkaConsumerTimes {
    const { sessionTimeoutMs, rebalanceTimeoutMs, silenceMs, partitionsAtOnce } = this.#options;
    return {
      sessionTimeoutMs: sessionTimeoutMs ?? 30_000,
      rebalanceTimeoutMs: rebalanceTimeoutMs ?? 300_000,
      silenceMs: silenceMs ?? 60_000,
      partitionsAtOnce: partitionsAtOnce ?? 4,
    };
  }

  #publisherOf(topic: string): TopicPublisher {
    const known = this.#publishers.get(topic);
    if (known) return known;
    const publisher = new TopicPublisher(this.#newClient, topic, this.#topics.settingsOf(topic));
    this.#publishers.set(topic, publisher);
    return publisher;
  }

  #refuseIfClosed(): void {
    if (this.#closed) throw new MessageBusUnavailable('The message bus is closed: open it again.');
  }
}
