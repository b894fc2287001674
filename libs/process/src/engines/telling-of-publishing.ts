import type { MessageBus } from '@gatehouse/message-bus';
import type { Stalls } from '@gatehouse/service';
import { isEngineAway } from '@gatehouse/service';
import type { EngineName } from './engine-pings.js';

const BUS: EngineName = 'message-bus';
const PUBLISHING = 'publishing';

/**
 * The bus, of which it is noted whether it takes what is published: one that is full or locked answers every ping, which only
 * reads. It counts as not answering from the first publish that it does not take to the first that it does; who publishes
 * tries again by himself, and soon.
 */
export function tellingOfPublishing(bus: MessageBus, stalls: Stalls): MessageBus {
  const around = stalls.watch(BUS);
  return {
    publish: async (topic, messages) => {
      // What is wrong with the messages says nothing of the bus.
      let refusal: { error: unknown } | undefined;
      const publishing = async () => {
        try {
          await bus.publish(topic, messages);
        } catch (error) {
          if (isEngineAway(error)) throw error;
          refusal = { error };
        }
      };
      await around(publishing, PUBLISHING);
      if (refusal) throw refusal.error;
    },
    consume: (options) => bus.consume(options),
    read: (topic) => bus.read(topic),
    count: (topic) => bus.count(topic),
    trim: (topic, through) => bus.trim(topic, through),
    close: () => bus.close(),
  };
}
