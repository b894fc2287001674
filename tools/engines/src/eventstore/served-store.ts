import type { EventStore } from '@gatehouse/event-store';
import type { EventLog } from './event-log.js';
import type { Faults } from './faults.js';

/** What the test server's calls work on. */
export interface ServedStore {
  store: EventStore;
  log: EventLog;
  faults: Faults;
}
