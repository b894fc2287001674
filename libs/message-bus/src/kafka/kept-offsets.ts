import type { Admin } from 'kafkajs';

/** What a partition keeps: from the offset `low` up to before `high`. */
export interface KeptOffsets {
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
