import { SqliteFailure } from '@gatehouse/sqlite';
import { EventStoreUnavailable } from '../event-store.port.js';

/** Runs the work; a failure of SQLite becomes the port's own error. @throws EventStoreUnavailable */
export function answering<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof SqliteFailure) {
      throw new EventStoreUnavailable(`The event store did not answer: ${error.message}`, { cause: error });
    }
    throw error;
  }
}
