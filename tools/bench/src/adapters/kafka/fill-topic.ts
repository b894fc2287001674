import { randomUUID } from 'node:crypto';
import type { MessageSize } from './message-size.js';
import { openBus } from './open-bus.js';
import { someMessages } from './some-messages.js';

/** Makes a topic as the adapter declares it, and publishes so many messages to it. Gives its name. */
export const fillTopic =
  ({ bytes }: MessageSize) =>
  async (address: string, amount: number): Promise<string> => {
    const topic = `bench-${randomUUID()}`;
    const bus = openBus(address);
    try {
      await bus.publish(topic, someMessages(amount, bytes));
      return topic;
    } finally {
      await bus.close();
    }
  };
