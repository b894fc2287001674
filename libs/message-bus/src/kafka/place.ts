import type { EachBatchPayload, KafkaMessage } from 'kafkajs';

/** How long the brokers may know an older place than the one that is reached, in milliseconds. */
const COMMIT_WITHIN_MS = 500;

/**
 * The group's place in one partition while what was fetched is worked through. It moves behind work that is done, never
 * before; the brokers are told at the end, and in between when the work takes long: after a crash so much comes again.
 */
export class Place {
  readonly #fetched: EachBatchPayload;
  #reached: KafkaMessage | undefined;
  #committedAt = performance.now();

  constructor(fetched: EachBatchPayload) {
    this.#fetched = fetched;
  }

  /** @throws as `commit`. */
  async moveBehind(last: KafkaMessage): Promise<void> {
    this.#reached = last;
    this.#fetched.resolveOffset(last.offset);
    if (performance.now() - this.#committedAt >= COMMIT_WITHIN_MS) await this.commit();
  }

  /** @throws what kafkajs says when the place cannot be moved: what was done since the last commit comes again. */
  async commit(): Promise<void> {
    if (!this.#reached) return;
    const { topic, partition } = this.#fetched.batch;
    const offset = String(BigInt(this.#reached.offset) + 1n);
    this.#reached = undefined;
    await this.#fetched.commitOffsetsIfNecessary({
      topics: [{ topic, partitions: [{ partition, offset }] }],
    });
    this.#committedAt = performance.now();
  }
}
