import type { EventStore, NewEvent } from '@gatehouse/event-store';
import type { MessageBus, OutgoingMessage } from '@gatehouse/message-bus';
import type { Engines } from '@gatehouse/platform';

/** Told by a spec what engines are to refuse; nothing at first. */
export interface Refusals {
  /** Gives what an append of this event is refused with. */
  ofEvent: (stream: string, event: NewEvent) => Error | undefined;
  /** Gives what publishing this message is refused with. */
  ofMessage: (topic: string, message: OutgoingMessage, index: number) => Error | undefined;
}

/** Engines that refuse single events and messages, as told. What is refused leaves nothing behind. */
export function failingEngines(): Refusals & { on: (engines: Engines) => Engines } {
  const refusals: Refusals = { ofEvent: () => undefined, ofMessage: () => undefined };
  const on = (engines: Engines): Engines => {
    const { eventStore, bus } = engines;
    const failingStore: EventStore = {
      append: async (stream, expected, events) => {
        for (const event of events) throwIf(refusals.ofEvent(stream, event));
        return eventStore.append(stream, expected, events);
      },
      read: (stream, options) => eventStore.read(stream, options),
      readLast: (stream) => eventStore.readLast(stream),
      subscribe: (options) => eventStore.subscribe(options),
      lastPosition: (prefixes) => eventStore.lastPosition(prefixes),
      close: () => eventStore.close(),
    };
    const failingBus: MessageBus = {
      publish: async (topic, messages) => {
        messages.forEach((message, index) => throwIf(refusals.ofMessage(topic, message, index)));
        await bus.publish(topic, messages);
      },
      consume: (options) => bus.consume(options),
      read: (topic) => bus.read(topic),
      count: (topic) => bus.count(topic),
      trim: (topic, through) => bus.trim(topic, through),
      close: () => bus.close(),
    };
    return { ...engines, eventStore: failingStore, bus: failingBus };
  };
  return Object.assign(refusals, { on });
}

function throwIf(error: Error | undefined): void {
  if (error) throw error;
}

/** Gives an error so many times, and then none any more. */
export function times(count: number, error: Error): () => Error | undefined {
  let left = count;
  return () => ((left -= 1) >= 0 ? error : undefined);
}
