import type { KafkaConfig } from 'kafkajs';
import type { TopicSettings } from './topic-settings.js';

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
