import type { Admin } from 'kafkajs';
import type { IncomingMessage } from '../message-bus.port.js';
import { placeOf } from '../message-place.js';

/** What a partition keeps: from the offset `low` up to before `high`. */
interface KeptOffsets {
  partition: number;
  low: bigint;
  high: bigint;
}

/** What each partition of a topic keeps; none for a topic that is not there. */
export async function keptOffsets(admin: Admin, topic: string): Promise<KeptOffsets[]> {
  // Asked for the offsets of a topic that is not there, kafkajs would try for long.
  if (!(await admin.listTopics()).includes(topic)) return [];
  const offsets = await admin.fetchTopicOffsets(topic);
  return offsets.map(({ partition, low, high }) => ({ partition, low: BigInt(low), high: BigInt(high) }));
}

/** How far the reading of a topic has come, towards what was there at the beginning. */
export class ReadingProgress {
  /** For each partition that is not read to its end: the next offset wanted, and the first that is not. */
  readonly #left: Map<number, { next: bigint; end: bigint }>;

  constructor(kept: readonly KeptOffsets[]) {
    this.#left = new Map(
      kept
        .filter(({ low, high }) => low < high)
        .map(({ partition, low, high }) => [partition, { next: low, end: high }]),
    );
  }

  get isDone(): boolean {
    return this.#left.size === 0;
  }

  /** @returns those of the messages that are wanted: not seen before, and there at the beginning. */
  take(messages: readonly IncomingMessage[]): IncomingMessage[] {
    return messages.filter(({ topic, id }) => {
      const { partition, offset } = placeOf(topic, id);
      const left = this.#left.get(partition);
      if (!left || offset < left.next) return false;
      this.#passTo(partition, offset + 1n);
      return offset < left.end;
    });
  }

  /** What is not kept any more will not come. */
  forget(kept: readonly KeptOffsets[]): void {
    for (const { partition, low } of kept) this.#passTo(partition, low);
  }

  #passTo(partition: number, next: bigint): void {
    const left = this.#left.get(partition);
    if (!left || next <= left.next) return;
    if (next >= left.end) this.#left.delete(partition);
    else this.#left.set(partition, { ...left, next });
  }
}
