import { Collector } from '@gatehouse/sqlite/testing';
import type { Consumer, IncomingMessage, MessageBus, OutgoingMessage } from '../message-bus.port.js';

/** Messages with the values 0, 1, 2, … under one key. */
export function numbered(key: string, count: number, first = 0): OutgoingMessage[] {
  return Array.from({ length: count }, (_, n) => ({ key, value: { n: first + n } }));
}

export const numbersOf = (messages: readonly IncomingMessage[]): number[] =>
  messages.map((message) => (message.value as { n: number }).n);

export interface Gathered {
  messages: Collector<IncomingMessage>;
  batches: number[];
  consumer: Consumer;
}

/** Consumes and gathers what comes. */
export async function gather(
  bus: MessageBus,
  topic: string,
  group: string,
  maxBatch?: number,
): Promise<Gathered> {
  const messages = new Collector<IncomingMessage>();
  const batches: number[] = [];
  const consumer = await bus.consume({
    topic,
    group,
    ...(maxBatch ? { maxBatch } : {}),
    onBatch: async (batch) => {
      batches.push(batch.length);
      messages.add(...batch);
    },
  });
  return { messages, batches, consumer };
}
