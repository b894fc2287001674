import { MongodbFailure, MongodbNotPermitted } from './failure.js';

type Run = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Makes two functions that run work and turn a failure of MongoDB into an error of the port that is served; other errors
 * pass. `opening` lets a `MongodbNotPermitted` pass, too: at the start the configuration is its cause. What is no longer
 * permitted while the process runs is tried again, as whatever else fails.
 *
 * @param port in words, for the message.
 * @param PortError the port's own error for an engine that does not answer.
 */
export function failingAs(
  port: string,
  PortError: new (message: string, options: ErrorOptions) => Error,
): { answering: Run; opening: Run } {
  const fail = (error: unknown): never => {
    if (!(error instanceof MongodbFailure)) throw error;
    throw new PortError(`The ${port} cannot be used at the moment: ${error.message}`, { cause: error });
  };
  return {
    answering: (work) => work().catch(fail),
    opening: (work) =>
      work().catch((error: unknown) => {
        if (error instanceof MongodbNotPermitted) throw error;
        return fail(error);
      }),
  };
}
