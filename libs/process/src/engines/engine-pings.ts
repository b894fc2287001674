import { setTimeout as pause } from 'node:timers/promises';
import type { Engines, Stalls } from '@gatehouse/service';

/** How long after an engine's answer comes the next question, in milliseconds. */
export const PING_EVERY_MS = 10_000;

export const ENGINE_NAMES = ['event-store', 'message-bus', 'key-store', 'read-models'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** The engine of which a port's error says that it does not answer, by the error's class. */
export const ENGINE_OF_ERROR: { readonly [errorClass: string]: EngineName | undefined } = {
  EVENT_STORE_UNAVAILABLE: 'event-store',
  MESSAGE_BUS_UNAVAILABLE: 'message-bus',
  KEY_STORE_UNAVAILABLE: 'key-store',
  READ_MODELS_UNAVAILABLE: 'read-models',
};

/** What reads next to nothing, and only where the engine works. */
export const PINGS: { readonly [name in EngineName]: (engines: Engines, topic: string) => Promise<unknown> } =
  {
    'event-store': ({ eventStore }) => eventStore.readLast('ping'),
    'message-bus': ({ bus }, topic) => bus.count(topic),
    'key-store': ({ keyStore }) => keyStore.get(['ping']),
    'read-models': ({ readModels }) => readModels.checkpoint('ping'),
  };

export interface EnginePings {
  engines: Engines;
  names: readonly EngineName[];
  /** One that the process may look into. */
  topic: string;
  stalls: Stalls;
  /** Called, again and again, while an engine has not answered for a minute. */
  onStalled: (name: EngineName) => Promise<void>;
  everyMs?: number;
  /** Ends it. */
  signal: AbortSignal;
}

/**
 * Asks every engine something every few seconds, by the connection that the service itself uses, so that it is known
 * whether it answers also while nobody needs it. Ends soon after the signal, whatever the engines do.
 */
export function pingEngines({ engines, names, topic, stalls, ...options }: EnginePings): void {
  const { signal, everyMs = PING_EVERY_MS, onStalled } = options;
  const keepAsking = async (name: EngineName) => {
    const around = stalls.watch(name);
    while (!signal.aborted) {
      await around(() => PINGS[name](engines, topic)).catch(() => undefined);
      if (!signal.aborted && stalls.state.get(name)?.isStalled) await onStalled(name);
      await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  };
  for (const name of names) void keepAsking(name);
}
