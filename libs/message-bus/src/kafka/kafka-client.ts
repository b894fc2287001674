import type { logCreator, RetryOptions } from 'kafkajs';
import kafkajs from 'kafkajs';
import type { KafkaConnection, KafkaLog } from './kafka-options.js';

/**
 * Said in full, because kafkajs has other defaults under test. A single call is tried for about 15 seconds against
 * brokers that refuse, longer against ones that do not answer.
 */
export const RETRY: RetryOptions = {
  initialRetryTime: 100,
  factor: 0.2,
  multiplier: 2,
  maxRetryTime: 5_000,
  retries: 8,
};

/**
 * A client of its own for every producer and consumer: those of one client share what they know of a group's places,
 * and one that joins would make the other forget them.
 */
export function newKafkaClient(connection: KafkaConnection, log: KafkaLog | undefined): kafkajs.Kafka {
  return new kafkajs.Kafka({
    ...connection,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: RETRY,
    logLevel: kafkajs.logLevel.ERROR,
    logCreator: logTo(log),
  });
}

const PASSED_ON = ['broker', 'groupId', 'topic', 'partition', 'retryCount', 'error'];

/** What kafkajs calls an error is often one that it then overcomes, so it is a warning. Only named fields pass. */
function logTo(log: KafkaLog | undefined): logCreator {
  return () =>
    ({ namespace, log: entry }) => {
      const fields = Object.entries(entry).filter(
        ([name, value]) => PASSED_ON.includes(name) && typeof value !== 'object',
      );
      log?.warn({ part: namespace, ...Object.fromEntries(fields) }, `kafka: ${entry.message}`);
    };
}
