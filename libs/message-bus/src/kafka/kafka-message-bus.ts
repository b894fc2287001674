import type { ConsumeOptions, Consumer, MessageBus, OutgoingMessage } from '../message-bus.port.js';
import { MessageBusUnavailable } from '../message-bus.port.js';
import { encodeMessage } from './encode-message.js';
import { newKafkaClient } from './kafka-client.js';
import { KafkaConsumer } from './kafka-consumer.js';
import type { KafkaMessageBusOptions } from './kafka-options.js';
import { KafkaTopics } from './kafka-topics.js';
import { TopicPublisher } from './topic-publisher.js';

/**
 * Opens the message bus on Kafka. Nothing is asked of the brokers before the first publish or consume; topics are then
 * created as declared. A publish that fails may have left its first messages, in order; a call that comes back after a
 * failure may publish them twice (at least once, as everything on the bus).
 */
export function openKafkaMessageBus(options: KafkaMessageBusOptions): MessageBus {
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
    const encoded = messages.map(encodeMessage);
    await this.#topics.ensure(topic);
    this.#refuseIfClosed();
    await this.#publisherOf(topic).publish(encoded);
  }

  async consume(options: ConsumeOptions): Promise<Consumer> {
    this.#refuseIfClosed();
    await this.#topics.ensure(options.topic);
    this.#refuseIfClosed();
    const starting = KafkaConsumer.start(this.#newClient(), options, {
      sessionTimeoutMs: this.#options.sessionTimeoutMs ?? 30_000,
      rebalanceTimeoutMs: this.#options.rebalanceTimeoutMs ?? 300_000,
      silenceMs: this.#options.silenceMs ?? 60_000,
      partitionsAtOnce: this.#options.partitionsAtOnce ?? 4,
    });
    this.#consumers.add(starting);
    const forget = () => this.#consumers.delete(starting);
    starting.then(({ ended }) => ended.then(forget, forget), forget);
    return starting;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const stop = async (starting: Promise<KafkaConsumer>) => (await starting).stop();
    await Promise.allSettled([...this.#consumers].map(stop));
    await Promise.all([...this.#publishers.values()].map((publisher) => publisher.close()));
  }

  readonly #newClient = () => newKafkaClient(this.#options.connection, this.#options.log);

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
