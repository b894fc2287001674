import type { KafkaClient } from './kafka-client.js';
import { withAdmin } from './with-admin.js';

/** Whether the brokers answer who connects to them now; known within the limit of a call. */
export const brokersAnswer = (newClient: () => KafkaClient): Promise<boolean> =>
  withAdmin(newClient, 'The brokers do not answer', (admin) => admin.listTopics()).then(
    () => true,
    () => false,
  );
