import type { IncomingMessage, MessageBus } from '@gatehouse/message-bus';
import { openKafkaMessageBus } from '@gatehouse/message-bus/kafka';
import { BUS_SERVICES, TOPICS_OF } from './kafka-groups.js';

/** Marks what was published again, so that it is not taken for new. */
const MARK = 'repeated';
/** How often a message is delivered at most, the first time included (design section 8.4). */
const MOST = 5;

/** Publishes what travels between the services again and again: some at once, some late, some out of turn. */
export class Repeater {
  readonly #bus: MessageBus;
  readonly #random: () => number;
  #late: IncomingMessage[] = [];
  /** How many messages it has published. */
  repeated = 0;

  private constructor(bus: MessageBus, random: () => number) {
    this.#bus = bus;
    this.#random = random;
  }

  static async on(broker: string, random: () => number): Promise<Repeater> {
    const connection = { brokers: [broker], clientId: 'repeater' };
    const repeater = new Repeater(openKafkaMessageBus({ connection, insecure: true }), random);
    for (const service of BUS_SERVICES) await repeater.#follow(TOPICS_OF[service]);
    return repeater;
  }

  /** Publishes what it has kept for late, and ends. */
  async end(): Promise<void> {
    await this.#publish(this.#late.splice(0));
    await this.#bus.close();
  }

  async #follow(topic: string): Promise<void> {
    await this.#bus.consume({
      topic,
      group: 'repeater',
      onBatch: async (messages) => {
        for (const message of messages.filter(({ headers }) => !headers[MARK])) {
          const times = Math.floor(this.#random() * MOST);
          for (let nth = 0; nth < times; nth += 1) this.#late.push(message);
        }
        this.#late.sort(() => this.#random() - 0.5);
        const now = Math.floor(this.#late.length * this.#random());
        await this.#publish(this.#late.splice(0, now));
      },
    });
  }

  async #publish(messages: readonly IncomingMessage[]): Promise<void> {
    for (const service of BUS_SERVICES) {
      const topic = TOPICS_OF[service];
      const again = messages.filter((message) => message.topic === topic);
      this.repeated += again.length;
      const marked = again.map(({ key, value, headers }) => ({
        key,
        value,
        headers: { ...headers, [MARK]: 'true' },
      }));
      if (marked.length > 0) await this.#bus.publish(topic, marked);
    }
  }
}
