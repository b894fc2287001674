import { setTimeout as pause } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import type { KafkaClient } from './kafka-client.js';
import { unavailable } from './unavailable.js';

/** How long a topic that was just created may be unknown to a broker, or without leaders, in milliseconds. */
const SETTLING_MS = 15_000;
const LOOK_AGAIN_MS = 100;
const SETTLING = ['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE', 'NOT_LEADER_FOR_PARTITION'];

/**
 * Asks the brokers something with a client that is gone afterwards. Asked again, with what a new client learns, while
 * the news of a topic or of its leaders has not reached the broker: kafkajs gives up at once at some of these answers.
 *
 * @param what is said of a failure: what cannot be done.
 * @throws MessageBusUnavailable
 */
export async function withAdmin<T>(
  newClient: () => KafkaClient,
  what: string,
  ask: (admin: Admin) => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + SETTLING_MS;
  for (;;) {
    try {
      return await askOnce(newClient(), ask);
    } catch (error) {
      if (!isSettling(error) || Date.now() > deadline) throw unavailable(what, error);
      await pause(LOOK_AGAIN_MS);
    }
  }
}

async function askOnce<T>(client: KafkaClient, ask: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = client.kafka.admin();
  try {
    return await client.within(async () => {
      await admin.connect();
      return ask(admin);
    });
  } finally {
    await client.within(() => admin.disconnect()).catch(() => undefined);
  }
}

function isSettling(error: unknown): boolean {
  return SETTLING.includes(String((error as { type?: unknown } | undefined)?.type));
}

/** Whether the brokers answer who connects to them now; known within the limit of a call. */
export const brokersAnswer = (newClient: () => KafkaClient): Promise<boolean> =>
  withAdmin(newClient, 'The brokers do not answer', (admin) => admin.listTopics()).then(
    () => true,
    () => false,
  );
