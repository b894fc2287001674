import type { ITopicConfig, KafkaConfig } from 'kafkajs';
import { MAX_MESSAGE_BYTES } from '../message-json.js';

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

/** Where the brokers are and how to reach them. */
export interface KafkaConnection {
  /** `host:port` of some of the brokers. */
  brokers: string[];
  /** Names the process to the brokers, for their logs and quotas. */
  clientId: string;
  ssl?: KafkaConfig['ssl'];
  sasl?: KafkaConfig['sasl'];
}

/** Where the client's troubles go. Fields never hold what messages hold. */
export interface KafkaLog {
  warn(fields: object, message: string): void;
}

export interface KafkaMessageBusOptions {
  connection: KafkaConnection;
  /** Allows plain text, and certificates that nobody checks: for development. */
  insecure?: boolean;
  /** What differs from the default for every topic, and for single ones by name. */
  topics?: { default?: Partial<TopicSettings>; [name: string]: Partial<TopicSettings> | undefined };
  /** After so long without a heartbeat the group gives a consumer's partitions to others, in ms; 30,000 when left out. */
  sessionTimeoutMs?: number;
  /** How long a batch may take while the group changes; only then is it taken away, in ms; 300,000 when left out. */
  rebalanceTimeoutMs?: number;
  /** A consumer that hears nothing for so long from brokers that answer others begins anew, in ms; 60,000 when left out. */
  silenceMs?: number;
  /** How many partitions of a topic have a batch in hand at once, at most; 4 when left out. */
  partitionsAtOnce?: number;
  /** How long one request to the brokers may be tried, connecting included, in ms; 20,000 when left out. */
  callLimitMs?: number;
  log?: KafkaLog;
}
