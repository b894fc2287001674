import type { MessageBus } from '@gatehouse/message-bus';
import { openKafkaMessageBus } from '@gatehouse/message-bus/kafka';

/** The adapter with its defaults: 12 partitions, gzip. */
export function openBus(address: string): MessageBus {
  const connection = { brokers: address.split(','), clientId: 'bench-adapter' };
  return openKafkaMessageBus({ connection, insecure: true });
}
