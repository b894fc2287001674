import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { ConsumeOptions } from '../message-bus.port.js';
import { redeliveryPause } from '../until-taken.js';
import { decodeMessage } from './kafka-message.js';
import { Place } from './place.js';

/**
 * Tells the group that the consumer is alive while it works on a batch: a batch may take longer than the session.
 *
 * @param heartbeat sends one if the last is old enough.
 * @returns what the work gives, and whether a heartbeat was refused: then the group is changing or the broker is gone,
 * and nothing more of what was fetched should be begun.
 */
async function withHeartbeats<T>(
  heartbeat: () => Promise<void>,
  everyMs: number,
  work: () => Promise<T>,
): Promise<{ result: T; refused: boolean }> {
  let refused = false;
  const timer = setInterval(() => {
    heartbeat().catch(() => (refused = true));
  }, everyMs);
  try {
    const result = await work();
    return { result, refused };
  } finally {
    clearInterval(timer);
  }
}

interface Refused {
  offset: string;
  count: number;
  times: number;
}

/** Gives the messages of partitions to the handler, and moves the group's place behind what is done. */
export class PartitionWork {
  readonly #options: ConsumeOptions;
  readonly #heartbeatMs: number;
  readonly #refused = new Map<number, Refused>();
  readonly #pauses = new Set<NodeJS.Timeout>();
  readonly #inHand = new Set<Promise<unknown>>();

  constructor(options: ConsumeOptions, heartbeatMs: number) {
    this.#options = options;
    this.#heartbeatMs = heartbeatMs;
  }

  get hasBatchInHand(): boolean {
    return this.#inHand.size > 0;
  }

  /** Resolves when no batch is in hand. No partition is resumed any more. */
  async end(): Promise<void> {
    for (const pause of this.#pauses) clearTimeout(pause);
    await Promise.allSettled([...this.#inHand]);
  }

  /**
   * Works through what was fetched from one partition. It never rejects because of the handler: kafkajs would stop for
   * good at a TypeError and its like, and at others make all partitions wait.
   *
   * @throws what kafkajs says when the place cannot be moved; kafkajs then joins the group again or gives up.
   */
  async handle(fetched: EachBatchPayload, mayGoOn: () => boolean): Promise<void> {
    const { messages } = fetched.batch;
    let at = 0;
    const place = new Place(fetched);
    while (at < messages.length && mayGoOn() && fetched.isRunning() && !fetched.isStale()) {
      const part = messages.slice(at, at + this.#sizeOf(fetched.batch.partition, messages[at]!));
      const { result: done, refused } = await withHeartbeats(
        () => fetched.heartbeat(),
        this.#heartbeatMs / 2,
        () => this.#giveToHandler(fetched.batch.partition, part),
      );
      if (!done) {
        this.#pausePartition(fetched, part);
        break;
      }
      await place.moveBehind(part.at(-1)!);
      if (refused) break;
      at += part.length;
    }
    await place.commit();
  }

  /** The same messages come again after a rejection, also if more were fetched meanwhile. */
  #sizeOf(partition: number, first: KafkaMessage): number {
    const refused = this.#refused.get(partition);
    return refused?.offset === first.offset ? refused.count : (this.#options.maxBatch ?? 500);
  }

  /** @returns whether the handler took the messages. */
  async #giveToHandler(partition: number, part: readonly KafkaMessage[]): Promise<boolean> {
    const { topic, onBatch } = this.#options;
    const messages = part.map((message) => decodeMessage(topic, partition, message));
    const work = (async () => onBatch(messages))();
    this.#inHand.add(work);
    try {
      await work;
      this.#refused.delete(partition);
      return true;
    } catch {
      return false;
    } finally {
      this.#inHand.delete(work);
    }
  }

  /** The other partitions go on. What is not marked as done is fetched again when the pause is over. */
  #pausePartition(fetched: EachBatchPayload, part: readonly KafkaMessage[]): void {
    const { offset } = part[0]!;
    const before = this.#refused.get(fetched.batch.partition);
    const times = before?.offset === offset ? before.times + 1 : 1;
    this.#refused.set(fetched.batch.partition, { offset, count: part.length, times });
    const resume = fetched.pause();
    const timer = setTimeout(() => {
      this.#pauses.delete(timer);
      resume();
    }, redeliveryPause(times)).unref();
    this.#pauses.add(timer);
  }
}
