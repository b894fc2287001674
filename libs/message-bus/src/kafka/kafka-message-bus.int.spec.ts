import { randomUUID } from 'node:crypto';
import { startKafka } from '@gatehouse/engines';
import { afterAll, it } from '@jest/globals';
import { messageBusContract } from '../contract.js';
import { openKafkaMessageBus } from './kafka-message-bus.js';

const engine = await startKafka();

if ('unavailable' in engine) {
  it.skip(`engine kafka is not available: ${engine.unavailable}`, () => undefined);
} else {
  afterAll(() => engine.stop());
  messageBusContract('the message bus on Kafka', {
    open: async () =>
      openKafkaMessageBus({
        connection: { brokers: [engine.address], clientId: 'contract' },
        topics: { default: { partitions: 3 } },
      }),
    unique: () => `t-${randomUUID()}`,
    capabilities: { survivesReopen: true, severalBuses: true, atomicPublish: false, handsOver: true },
  });
}
