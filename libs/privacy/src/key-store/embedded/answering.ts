import { SqliteFailure } from '@gatehouse/sqlite';
import { KeyStoreUnavailable } from '../key-store.port.js';

/** Runs the work; a failure of SQLite becomes the port's own error. @throws KeyStoreUnavailable */
export function answering<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof SqliteFailure) {
      throw new KeyStoreUnavailable(`The key store did not answer: ${error.message}`, { cause: error });
    }
    throw error;
  }
}
