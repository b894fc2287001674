import type { Engines } from '@gatehouse/service';
import { enginesBefore } from './engines-before.js';

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
  const on = (engines: Engines): Engines =>
    enginesBefore(engines, {
      append: async (_stream, events) => {
        for (const { type } of events) await meet(type);
      },
      publish: async (_topic, messages) => {
        for (const { value } of messages) await meet((value as { type?: string }).type);
      },
    });
  return Object.assign(watch, { on });
}
