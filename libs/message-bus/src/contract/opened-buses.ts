import { afterEach } from '@jest/globals';
import type { MessageBus } from '../message-bus.port.js';
import type { MessageBusSubject } from './message-bus-subject.js';

export interface OpenBus {
  open(): Promise<MessageBus>;
  unique(): string;
}

/** Opens buses for tests, and closes what a test has opened after it. Call it inside `describe`. */
export function openedBuses(subject: MessageBusSubject): OpenBus {
  const opened: MessageBus[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((bus) => bus.close()));
  });
  return {
    unique: () => subject.unique(),
    open: async () => {
      const bus = await subject.open();
      opened.push(bus);
      return bus;
    },
  };
}
