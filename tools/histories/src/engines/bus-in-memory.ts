import { setTimeout as pause } from 'node:timers/promises';
import type {
  ConsumeOptions,
  Consumer,
  IncomingMessage,
  MessageBus,
  OutgoingMessage,
} from '@gatehouse/message-bus';
import type { ServiceProcess } from './service-process.js';
import type { Stored } from './stored.js';

/** How messages reach their consumers. */
export interface Deliveries {
  maxBatch: number;
  /** Hands a batch over; may hand over others again. */
  around(
    topic: string,
    messages: IncomingMessage[],
    onBatch: (messages: IncomingMessage[]) => Promise<void>,
  ): Promise<void>;
  /** Topics whose messages are kept back for a while. */
  isHeldBack(topic: string): boolean;
}

const AGAIN_MS = 1;

export class BusInMemory implements MessageBus {
  readonly #stored: Stored;
  readonly #process: ServiceProcess;
  readonly #deliveries: Deliveries;

  constructor(stored: Stored, process: ServiceProcess, deliveries: Deliveries) {
    this.#stored = stored;
    this.#process = process;
    this.#deliveries = deliveries;
  }

  publish(topic: string, messages: readonly OutgoingMessage[]): Promise<void> {
    return this.#process.step(() => {
      const kept = this.#topic(topic);
      for (const { key, value, headers = {} } of messages) {
        const copy = JSON.parse(JSON.stringify(value)) as unknown;
        kept.push({ topic, key, value: copy, headers, id: `${topic}/0/${kept.length}` });
      }
      this.#stored.changed();
    });
  }

  async consume(options: ConsumeOptions): Promise<Consumer> {
    const place = { isStopped: false };
    const ended = this.#consume(options, place);
    const stop = async () => {
      place.isStopped = true;
      this.#stored.wake();
      await ended;
    };
    return { stop, ended };
  }

  async #consume(
    { topic, group, onBatch, maxBatch = 500 }: ConsumeOptions,
    place: { isStopped: boolean },
  ): Promise<void> {
    const { groups } = this.#stored;
    const name = groupName(topic, group);
    const at = groups.get(name) ?? { offset: 0, member: undefined };
    groups.set(name, at);
    // The newest member takes the group over: one that was held up gets nothing more, and commits nothing.
    at.member = place;
    while (!place.isStopped && !this.#process.isDead && at.member === place) {
      const count = Math.min(maxBatch, this.#deliveries.maxBatch);
      const batch = this.#deliveries.isHeldBack(topic)
        ? []
        : this.#topic(topic).slice(at.offset, at.offset + count);
      if (batch.length === 0) {
        await this.#stored.change();
        continue;
      }
      const isDone = await this.#process.call(() =>
        this.#deliveries.around(topic, batch, onBatch).then(
          () => true,
          () => false,
        ),
      );
      if (!isDone) await pause(AGAIN_MS);
      else if (at.member === place) {
        at.offset += batch.length;
        this.#stored.changed();
      }
    }
  }

  async *read(topic: string): AsyncIterable<IncomingMessage> {
    yield* [...this.#topic(topic)];
  }

  async count(topic: string): Promise<number> {
    return this.#topic(topic).length;
  }

  async trim(): Promise<void> {}
  async close(): Promise<void> {}

  #topic(topic: string): IncomingMessage[] {
    const known = this.#stored.topics.get(topic) ?? [];
    this.#stored.topics.set(topic, known);
    return known;
  }
}

export const groupName = (topic: string, group: string) => `${topic} ${group}`;

/** Whether every group has taken all that its topic holds. */
export const isConsumed = ({ groups, topics }: Stored, deliveries: Deliveries): boolean =>
  [...groups].every(([name, { offset }]) => {
    const topic = name.split(' ')[0] ?? '';
    return deliveries.isHeldBack(topic) || offset >= (topics.get(topic)?.length ?? 0);
  });
