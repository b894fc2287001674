import { failingAs } from '@gatehouse/sqlite';
import { EventStoreUnavailable } from '../event-store.port.js';

/** Runs the work; a failure of SQLite becomes the port's own error. @throws EventStoreUnavailable */
export const answering = failingAs('event store', EventStoreUnavailable);
