import type { Admin, Kafka } from 'kafkajs';
import { unavailable } from './unavailable.js';

/**
 * Asks the brokers something with a client that is gone afterwards.
 *
 * @param what is said of a failure: what cannot be done.
 * @throws MessageBusUnavailable
 */
export async function withAdmin<T>(
  newClient: () => Kafka,
  what: string,
  ask: (admin: Admin) => Promise<T>,
): Promise<T> {
  const admin = newClient().admin();
  try {
    await admin.connect();
    return await ask(admin);
  } catch (error) {
    throw unavailable(what, error);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
