import type { NewEvent } from '@gatehouse/event-store';
import type { OutgoingMessage } from '@gatehouse/message-bus';
import type { Engines } from '@gatehouse/service';
import { enginesBefore } from './engines-before.js';

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
  const on = (engines: Engines): Engines =>
    enginesBefore(engines, {
      append: async (stream, events) => {
        for (const event of events) throwIf(refusals.ofEvent(stream, event));
      },
      publish: async (topic, messages) => {
        messages.forEach((message, index) => throwIf(refusals.ofMessage(topic, message, index)));
      },
    });
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
