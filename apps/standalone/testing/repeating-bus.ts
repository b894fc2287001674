import type { Engines } from '@gatehouse/service';
import type { ConsumeOptions, IncomingMessage, MessageBus } from '@gatehouse/message-bus';
import { redelivering, seededRandom } from '@gatehouse/testing';

export type Deliver = (messages: IncomingMessage[]) => Promise<void>;

export interface Repeats {
  seed: number;
  /** How often a message is delivered at most; 5 when left out. */
  most?: number;
  /** How many messages come again after a batch, at most; 60 when left out. */
  atOnce?: number;
  /** Small batches make for more interleavings. */
  maxBatch?: number;
  /** Takes over what a group is handed instead of a batch, and when: `deliver` hands it any messages. */
  around?: (group: string, messages: IncomingMessage[], deliver: Deliver) => Promise<void>;
}

/** Engines whose bus delivers messages again, late and out of turn (design section 8.4). */
export function repeatingEngines(engines: Engines, repeats: Repeats): Engines {
  const random = seededRandom(repeats.seed);
  const { bus } = engines;
  const consume = (options: ConsumeOptions) => {
    const repeated = redelivering<IncomingMessage>((messages) => options.onBatch(messages), {
      random,
      most: repeats.most ?? 5,
      atOnce: repeats.atOnce ?? 60,
    });
    const around = repeats.around ?? ((_group, messages, deliver: Deliver) => deliver(messages));
    const onBatch = (messages: IncomingMessage[]) => around(options.group, messages, repeated);
    return bus.consume({ ...options, maxBatch: repeats.maxBatch ?? options.maxBatch ?? 500, onBatch });
  };
  const repeating: MessageBus = {
    publish: (topic, messages) => bus.publish(topic, messages),
    consume,
    read: (topic) => bus.read(topic),
    count: (topic) => bus.count(topic),
    trim: (topic, through) => bus.trim(topic, through),
    close: () => bus.close(),
  };
  return { ...engines, bus: repeating };
}
