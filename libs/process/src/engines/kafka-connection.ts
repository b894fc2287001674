import type { KafkaConnection } from '@gatehouse/message-bus/kafka';
import { ConfigurationError } from '../configuration/configuration-error.js';
import type { KafkaAddress } from '../configuration/kafka-address.js';

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
