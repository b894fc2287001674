import { highestOffsets } from '../message-place.js';
import type { KafkaClient } from './kafka-client.js';
import { keptOffsets } from './reading-progress.js';
import { withAdmin } from './with-admin.js';

/** How many messages of a topic are kept. @throws MessageBusUnavailable */
export async function countKept(newClient: () => KafkaClient, topic: string): Promise<number> {
  const offsets = await withAdmin(newClient, `${topic} cannot be counted`, (admin) =>
    keptOffsets(admin, topic),
  );
  return offsets.reduce((sum, { low, high }) => sum + Number(high - low), 0);
}

/**
 * Deletes each partition's messages up to and including the highest that is named.
 *
 * @throws MessageBusUnavailable; RangeError for an id that is none of this topic.
 */
export async function trimKept(
  newClient: () => KafkaClient,
  topic: string,
  through: readonly string[],
): Promise<void> {
  const highest = highestOffsets(topic, through);
  await withAdmin(newClient, `${topic} cannot be trimmed`, async (admin) => {
    const partitions = (await keptOffsets(admin, topic)).flatMap(({ partition, low, high }) => {
      const wanted = (highest.get(partition) ?? -1n) + 1n;
      const offset = wanted < high ? wanted : high;
      return offset > low ? [{ partition, offset: String(offset) }] : [];
    });
    if (partitions.length > 0) await admin.deleteTopicRecords({ topic, partitions });
  });
}
