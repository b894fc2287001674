import { SqliteFailure } from '@gatehouse/sqlite';
import { ReadModelsUnavailable } from '../read-models.port.js';

/** Runs the work; a failure of SQLite becomes the port's own error. @throws ReadModelsUnavailable */
export function answering<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof SqliteFailure) {
      throw new ReadModelsUnavailable(`The read models did not answer: ${error.message}`, { cause: error });
    }
    throw error;
  }
}
