import mongoose from 'mongoose';

/**
 * MongoDB did not do what it was asked. The message holds no value of any document: what a server says about an
 * operation may quote it, so only the code of its answer is kept.
 */
export class MongodbFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MongodbFailure';
  }
}

/** Runs the work; what the driver or mongoose throws becomes a `MongodbFailure`. @throws MongodbFailure */
export async function orFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toFailure(error);
  }
}

function toFailure(error: unknown): unknown {
  const { MongoError, MongoServerError } = mongoose.mongo;
  if (error instanceof MongoServerError) {
    const code = [error.code, error.codeName].filter((part) => part !== undefined).join(' ');
    return new MongodbFailure(`MongoDB answered with error ${code || 'without a code'}`);
  }
  // These come from the connection, and name hosts.
  if (error instanceof MongoError || error instanceof mongoose.Error) {
    return new MongodbFailure(`${error.name}: ${error.message}`);
  }
  return error;
}
