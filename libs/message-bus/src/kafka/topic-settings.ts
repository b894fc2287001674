import type { ITopicConfig } from 'kafkajs';
import { MAX_MESSAGE_BYTES } from '../message-size.js';

/** How a topic is created. What exists already keeps its configuration; only its partitions are compared. */
export interface TopicSettings {
  /** Chosen once for an installation: with another number a key's later messages go to another partition. */
  partitions: number;
  /** How many brokers keep each message; -1 for what the brokers are configured to. */
  replicationFactor: number;
  /** How many of them must have a message before it counts as published; left to the brokers when left out. */
  minInSyncReplicas?: number;
  /** How long a message is kept, in milliseconds, whether or not every group has seen it. */
  retentionMs: number;
  compression: 'none' | 'gzip';
}

export const DEFAULT_TOPIC_SETTINGS: TopicSettings = {
  partitions: 12,
  replicationFactor: -1,
  retentionMs: 7 * 24 * 3_600_000,
  compression: 'gzip',
};

export function topicConfig(topic: string, settings: TopicSettings): ITopicConfig {
  const config: Record<string, string | number> = {
    'cleanup.policy': 'delete',
    'retention.ms': settings.retentionMs,
    'compression.type': settings.compression === 'gzip' ? 'gzip' : 'uncompressed',
    // A batch has a header beside its messages.
    'max.message.bytes': MAX_MESSAGE_BYTES + 1_024,
    ...(settings.minInSyncReplicas ? { 'min.insync.replicas': settings.minInSyncReplicas } : {}),
  };
  return {
    topic,
    numPartitions: settings.partitions,
    replicationFactor: settings.replicationFactor,
    configEntries: Object.entries(config).map(([name, value]) => ({ name, value: String(value) })),
  };
}
