import type { Admin } from 'kafkajs';
import type { KafkaClient } from './kafka-client.js';
import { unavailable } from './unavailable.js';

/**
 * Asks the brokers something with a client that is gone afterwards.
 *
 * @param what is said of a failure: what cannot be done.
 * @throws MessageBusUnavailable
 */
export async function withAdmin<T>(
  newClient: () => KafkaClient,
  what: string,
  ask: (admin: Admin) => Promise<T>,
): Promise<T> {
  const client = newClient();
  const admin = client.kafka.admin();
  try {
    return await client.within(async () => {
      await admin.connect();
      return ask(admin);
    });
  } catch (error) {
    throw unavailable(what, error);
  } finally {
    await client.within(() => admin.disconnect()).catch(() => undefined);
  }
}
