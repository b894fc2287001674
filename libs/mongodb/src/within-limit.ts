import { ConnectionLost, MongodbFailure } from './failure.js';

/**
 * What the work comes to. Work that is given up is left to itself.
 *
 * @param closing of the client, which gives up all work.
 * @throws ConnectionLost when it takes more than `limitMs`; MongodbFailure when the client is closed.
 */
export async function withinLimit<T>(limitMs: number, work: Promise<T>, closing?: AbortSignal): Promise<T> {
  let giveUp!: (failure: MongodbFailure) => void;
  const givenUp = new Promise<never>((_, reject) => (giveUp = reject));
  const close = () => giveUp(new MongodbFailure('the connection is closed. Open it again.'));
  const beLate = () =>
    giveUp(
      new ConnectionLost(`it did not answer within ${limitMs / 1000} s. See that MongoDB is not overloaded.`),
    );
  const timer = setTimeout(beLate, limitMs);
  closing?.addEventListener('abort', close);
  try {
    return await Promise.race([work, givenUp]);
  } finally {
    clearTimeout(timer);
    closing?.removeEventListener('abort', close);
  }
}
