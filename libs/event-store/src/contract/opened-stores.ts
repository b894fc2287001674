import { afterEach } from '@jest/globals';
import type { EventStore } from '../event-store.port.js';
import type { EventStoreSubject } from './event-store-subject.js';

export interface OpenStore {
  open(): Promise<EventStore>;
  unique(): string;
}

/** Opens stores for tests, and closes what a test has opened after it. Call it inside `describe`. */
export function openedStores(subject: EventStoreSubject): OpenStore {
  const opened: EventStore[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  return {
    unique: () => subject.unique(),
    open: async () => {
      const store = await subject.open();
      opened.push(store);
      return store;
    },
  };
}
