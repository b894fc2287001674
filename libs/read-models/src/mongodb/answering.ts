import { MongodbFailure } from '@gatehouse/mongodb';
import { ReadModelsUnavailable } from '../read-models.port.js';

/** Runs the work; a failure of MongoDB becomes the port's own error. @throws ReadModelsUnavailable */
export async function answering<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MongodbFailure) {
      throw new ReadModelsUnavailable(`The read models did not answer: ${error.message}`, { cause: error });
    }
    throw error;
  }
}
