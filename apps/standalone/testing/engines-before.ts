import type { EventStore, NewEvent } from '@gatehouse/event-store';
import type { MessageBus, OutgoingMessage } from '@gatehouse/message-bus';
import type { Engines } from '@gatehouse/service';

/** What is done before events are appended and messages published: it may wait, or refuse by throwing. */
export interface Before {
  append: (stream: string, events: readonly NewEvent[]) => Promise<void>;
  publish: (topic: string, messages: readonly OutgoingMessage[]) => Promise<void>;
}

/** The same engines, with something done before each append and each publishing. */
export function enginesBefore(engines: Engines, before: Before): Engines {
  const { eventStore: store, bus } = engines;
  const eventStore: EventStore = {
    append: async (stream, expected, events) => {
      await before.append(stream, events);
      return store.append(stream, expected, events);
    },
    read: (stream, options) => store.read(stream, options),
    readLast: (stream) => store.readLast(stream),
    subscribe: (options) => store.subscribe(options),
    lastPosition: (prefixes) => store.lastPosition(prefixes),
    close: () => store.close(),
  };
  const messageBus: MessageBus = {
    publish: async (topic, messages) => {
      await before.publish(topic, messages);
      await bus.publish(topic, messages);
    },
    consume: (options) => bus.consume(options),
    read: (topic) => bus.read(topic),
    count: (topic) => bus.count(topic),
    trim: (topic, through) => bus.trim(topic, through),
    close: () => bus.close(),
  };
  return { ...engines, eventStore, bus: messageBus };
}
