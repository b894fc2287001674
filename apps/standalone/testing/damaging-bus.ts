import type { MessageBus } from '@gatehouse/message-bus';
import type { Engines } from '@gatehouse/platform';

/** Engines whose bus delivers records with a broken seal as long as `isDamaged` says so. */
export function damagingEngines(
  engines: Engines,
  isDamaged: (topic: string, recordKey: string) => boolean,
): Engines {
  const { bus } = engines;
  const damaging: MessageBus = {
    publish: (topic, messages) => {
      const damaged = messages.map((message) => {
        const value = message.value as { recordKey?: string; sealed?: string };
        const { recordKey, sealed } = value;
        if (sealed === undefined || !isDamaged(topic, String(recordKey))) return message;
        return { ...message, value: { ...value, sealed: `${sealed.slice(0, -4)}AAAA` } };
      });
      return bus.publish(topic, damaged);
    },
    consume: (options) => bus.consume(options),
    read: (topic) => bus.read(topic),
    count: (topic) => bus.count(topic),
    trim: (topic, through) => bus.trim(topic, through),
    close: () => bus.close(),
  };
  return { ...engines, bus: damaging };
}
