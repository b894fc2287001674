import type { EventStore } from '@gatehouse/event-store';
import type { MessageBus } from '@gatehouse/message-bus';
import type { Engines } from '@gatehouse/platform';

/** What a spec does when an event or a message of a type is about to be written; it is written when that has ended. */
export interface Watch {
  before: { [type: string]: (() => Promise<unknown>) | undefined };
}

/** Engines that let a spec in at certain instants of a run. Each is met once: what follows may come to it again. */
export function watchedEngines(): Watch & { on: (engines: Engines) => Engines } {
  const watch: Watch = { before: {} };
  const meet = async (type: unknown) => {
    const met = watch.before[String(type)];
    delete watch.before[String(type)];
    await met?.();
  };
  const on = (engines: Engines): Engines => {
    const { eventStore, bus } = engines;
    const watchedStore: EventStore = {
      append: async (stream, expected, events) => {
        for (const { type } of events) await meet(type);
        return eventStore.append(stream, expected, events);
      },
      read: (stream, options) => eventStore.read(stream, options),
      readLast: (stream) => eventStore.readLast(stream),
      subscribe: (options) => eventStore.subscribe(options),
      lastPosition: (prefixes) => eventStore.lastPosition(prefixes),
      close: () => eventStore.close(),
    };
    const watchedBus: MessageBus = {
      publish: async (topic, messages) => {
        for (const { value } of messages) await meet((value as { type?: string }).type);
        await bus.publish(topic, messages);
      },
      consume: (options) => bus.consume(options),
      read: (topic) => bus.read(topic),
      count: (topic) => bus.count(topic),
      trim: (topic, through) => bus.trim(topic, through),
      close: () => bus.close(),
    };
    return { ...engines, eventStore: watchedStore, bus: watchedBus };
  };
  return Object.assign(watch, { on });
}
