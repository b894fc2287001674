import type { KafkaConnection } from './kafka-options.js';

/** How Kafka is to be reached is not safe. */
export class KafkaConnectionRefused extends Error {
  readonly code = 'MESSAGE_BUS_CONNECTION_REFUSED';
  constructor(message: string) {
    super(message);
    this.name = 'KafkaConnectionRefused';
  }
}

/**
 * Refuses plain text, and TLS that trusts any certificate.
 *
 * @param insecure allows both all the same, for development.
 * @throws KafkaConnectionRefused
 */
export function checkConnection({ ssl }: KafkaConnection, insecure: boolean): void {
  if (insecure) return;
  if (!ssl) {
    throw new KafkaConnectionRefused(
      'The connection to Kafka would be plain text. Use TLS (`ssl`), or set `insecure` if this is for development.',
    );
  }
  if (typeof ssl === 'object' && (ssl.rejectUnauthorized === false || ssl.checkServerIdentity)) {
    throw new KafkaConnectionRefused(
      'The connection to Kafka would trust any certificate or host. Leave out `rejectUnauthorized` and ' +
        '`checkServerIdentity`, or set `insecure` if this is for development.',
    );
  }
}
