import { isRetriedWithoutEnd } from './is-retried-without-end.js';

/** How often messages are handled together before each is handled alone. */
export const BATCH_ATTEMPTS = 3;
/** How often a message was handled before it is put away. */
export const ATTEMPTS_OF_A_RECORD = BATCH_ATTEMPTS + 1;

export interface IsolationSteps<M> {
  /** Handles messages in order; what was handled before may be handled again. */
  handle(messages: readonly M[]): Promise<void>;
  /** Whether the message is a record; all others are never put away. */
  isRecord(message: M): boolean;
  /** Puts away a record that failed alone, too, and handles what stands in its place. */
  putAway(message: M, error: unknown): Promise<void>;
  /** Waits after so many failures in a row. */
  pause(failures: number): Promise<void>;
}

/**
 * Handles messages together; after `BATCH_ATTEMPTS` failures one by one, in order, and puts away each record that still
 * fails. Errors of `isRetriedWithoutEnd` are never counted.
 *
 * @throws such an error, and what fails in a message that is no record: then all must come again.
 */
export async function handleOrIsolate<M>(messages: readonly M[], steps: IsolationSteps<M>): Promise<void> {
  for (let failures = 0; failures < BATCH_ATTEMPTS; failures += 1) {
    if (failures > 0) await steps.pause(failures);
    try {
      return await steps.handle(messages);
    } catch (error) {
      if (isRetriedWithoutEnd(error)) throw error;
    }
  }
  for (const message of messages) {
    try {
      await steps.handle([message]);
    } catch (error) {
      if (isRetriedWithoutEnd(error) || !steps.isRecord(message)) throw error;
      await steps.putAway(message, error);
    }
  }
}
