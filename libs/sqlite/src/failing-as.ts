import { setTimeout as pause } from 'node:timers/promises';
import { isBusy, SqliteFailure } from './errors.js';

/** How long a call waits for another writer, in milliseconds. */
const WAIT_MS = 5_000;
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [10, 250];

type PortError = new (message: string, options: ErrorOptions) => Error;

/** Runs the work, and again while another connection has the file to itself. */
export type Answering = <T>(
  work: () => T,
  /** When the call began, as `performance.now()` gives it; now when left out. */
  begun?: number,
) => Promise<T>;

/**
 * Makes a function that runs work and turns a failure of SQLite into an error of the port that is served; other errors
 * pass. Where another connection has the file to itself, the work is done again until five seconds have passed since the
 * call began. Between the attempts everything else goes on, timers and signals too: SQLite's own waiting holds up the whole
 * thread, and is short for that reason. The work must be one statement or one transaction, of which a busy file leaves nothing.
 *
 * @param port in words, for the message.
 * @param PortError the port's own error for an engine that does not answer.
 */
export function failingAs(port: string, PortError: PortError): Answering {
  const asPort = portErrorOf(port, PortError);
  return async (work, begun = performance.now()) => {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs)) {
      try {
        return work();
      } catch (error) {
        if (!isBusy(error) || performance.now() + pauseMs - begun > WAIT_MS) throw asPort(error);
      }
      await pause(pauseMs);
    }
  };
}

/** Makes a function that gives the port's own error for a failure of SQLite, and any other error as it is. */
export const portErrorOf =
  (port: string, PortError: PortError) =>
  (error: unknown): unknown =>
    error instanceof SqliteFailure
      ? new PortError(`The ${port} did not answer: ${error.message}`, { cause: error })
      : error;
