import type { KafkaConnection, KafkaMessageBusOptions } from '@gatehouse/message-bus/kafka';
import { ConfigurationError } from '../configuration/configuration-error.js';
import type { DeclaredTopics, KafkaAddress } from '../configuration/kafka-address.js';
import { TOPICS, deadLettersOf } from '@gatehouse/schemas';

/** What the adapter needs of an address. @throws ConfigurationError when it asks for plain text and may not. */
export function kafkaConnection(
  { brokers, tls, sasl }: KafkaAddress,
  clientId: string,
  insecure: boolean,
): KafkaConnection {
  if (tls === false && !insecure) {
    throw new ConfigurationError([
      'GATEHOUSE_MESSAGE_BUS says tls=false, which would send everything in plain text. Use TLS, or set ' +
        'GATEHOUSE_INSECURE=true for development.',
    ]);
  }
  // kafkajs has one type for each mechanism, all of the same form.
  return {
    brokers,
    clientId,
    ssl: tls ?? !insecure,
    ...(sasl ? { sasl: sasl as KafkaConnection['sasl'] } : {}),
  };
}

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
