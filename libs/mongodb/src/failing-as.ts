import { MongodbFailure } from './failure.js';

/**
 * Makes a function that runs work and turns a failure of MongoDB into an error of the port that is served; other errors
 * pass.
 *
 * @param port in words, for the message.
 * @param PortError the port's own error for an engine that does not answer.
 */
export function failingAs(
  port: string,
  PortError: new (message: string, options: ErrorOptions) => Error,
): <T>(work: () => Promise<T>) => Promise<T> {
  return async (work) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof MongodbFailure)) throw error;
      throw new PortError(`The ${port} did not answer: ${error.message}`, { cause: error });
    }
  };
}
