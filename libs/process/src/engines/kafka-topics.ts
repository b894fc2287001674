import { deadLettersOf, TOPICS } from '@gatehouse/schemas';
import type { KafkaMessageBusOptions } from '@gatehouse/message-bus/kafka';
import type { DeclaredTopics } from '../configuration/kafka-address.js';

/** How long dead letters are kept at least, in milliseconds: people look at them, after a weekend, too. */
export const LETTERS_KEPT_MS = 7 * 24 * 3_600_000;

/**
 * How the adapter makes topics: all as they are declared, so that an installation has one number of partitions. Only
 * letters are kept for `LETTERS_KEPT_MS` also where the rest goes earlier; they are small, and hold nothing personal.
 */
export function kafkaTopics(declared: DeclaredTopics): NonNullable<KafkaMessageBusOptions['topics']> {
  const retentionMs = Math.max(declared.retentionMs ?? 0, LETTERS_KEPT_MS);
  const letters = Object.values(TOPICS).map((topic) => [deadLettersOf(topic), { retentionMs }] as const);
  return { ...Object.fromEntries(letters), default: declared };
}
