import { MongodbFailure } from '@gatehouse/mongodb';
import { KeyStoreUnavailable } from '../key-store.port.js';

/** Runs the work; a failure of MongoDB becomes the port's own error. @throws KeyStoreUnavailable */
export async function answering<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MongodbFailure) {
      throw new KeyStoreUnavailable(`The key store did not answer: ${error.message}`, { cause: error });
    }
    throw error;
  }
}
