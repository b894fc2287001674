import type { Admin } from 'kafkajs';
import { MessageBusUnavailable } from '../message-bus.port.js';
import type { KafkaClient } from './kafka-client.js';
import type { KafkaMessageBusOptions, TopicSettings } from './kafka-options.js';
import { DEFAULT_TOPIC_SETTINGS, topicConfig } from './kafka-options.js';
import { withAdmin } from './with-admin.js';

/** Creates topics before their first use, as they are declared. */
export class KafkaTopics {
  readonly #newClient: () => KafkaClient;
  readonly #declared: KafkaMessageBusOptions['topics'];
  readonly #ensured = new Map<string, Promise<void>>();

  constructor(newClient: () => KafkaClient, declared: KafkaMessageBusOptions['topics']) {
    this.#newClient = newClient;
    this.#declared = declared;
  }

  settingsOf(topic: string): TopicSettings {
    return { ...DEFAULT_TOPIC_SETTINGS, ...this.#declared?.default, ...this.#declared?.[topic] };
  }

  /** @throws MessageBusUnavailable, also when the topic is there with another number of partitions than declared. */
  ensure(topic: string): Promise<void> {
    const known = this.#ensured.get(topic);
    if (known) return known;
    const ensured = this.#create(topic);
    this.#ensured.set(topic, ensured);
    ensured.catch(() => this.#ensured.delete(topic));
    return ensured;
  }

  /** The next `ensure` looks again: somebody may have deleted the topic. */
  forget(topic: string): void {
    this.#ensured.delete(topic);
  }

  async #create(topic: string): Promise<void> {
    await withAdmin(this.#newClient, `Topic ${topic} cannot be prepared`, async (admin) => {
      const settings = this.settingsOf(topic);
      // Where topics are made by others, the service needs no right to make them.
      if (!(await admin.listTopics()).includes(topic)) {
        // kafkajs's own wait fails at a broker that has not heard of the topic yet.
        await admin.createTopics({ topics: [topicConfig(topic, settings)], waitForLeaders: false });
      }
      await comparePartitions(admin, topic, settings.partitions);
    });
  }
}

async function comparePartitions(admin: Admin, topic: string, declared: number): Promise<void> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  const found = topics[0]?.partitions.length;
  if (found !== declared) {
    throw new MessageBusUnavailable(
      `Topic ${topic} has ${found} partitions, and ${declared} are declared: declare ${found} (\`?partitions=${found}\` in ` +
        `the bus's address), or let all messages be consumed, delete the topic and start again. Partitions added to a ` +
        `topic in use would break the order of keys.`,
    );
  }
}
