import { SqliteFailure } from '@gatehouse/sqlite';
import { MessageBusUnavailable } from '../message-bus.port.js';

/** Runs the work; a failure of SQLite becomes the port's own error. @throws MessageBusUnavailable */
export function answering<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof SqliteFailure) {
      throw new MessageBusUnavailable(`The message bus did not answer: ${error.message}`, { cause: error });
    }
    throw error;
  }
}
