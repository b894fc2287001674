import { errorClass } from './error-class.js';
import { say } from './standard-streams.js';

/** How long a process may take to stop after an error that nobody handled, in milliseconds. */
const STOP_WITHIN_MS = 20_000;
const EXIT_CODE = 1;

export interface UnforeseenOptions {
  stopWithinMs?: number;
  /** Ends the process when the stop takes longer; a process with threads cannot simply exit (see `dieOf`). */
  atOnce?: () => void;
}

/** How a process ends by an error that nobody handled. */
export interface UnforeseenEnd {
  /**
   * From now on there is something to stop: `stop` begins it, and says the error, by class. Whatever it does, the process
   * has ended `STOP_WITHIN_MS` later. Undefined: there is nothing to stop any more.
   */
  stopBy(stop: ((error: unknown) => void) | undefined): void;
}

/**
 * Takes over the exceptions and rejections that nobody handles in this process. Node.js would print their message and
 * stack, and those may quote what they failed on. Here the process says the class or code in one line and ends with 1, in
 * order where there is something to stop. What else fails meanwhile is part of the ending, and is not told.
 */
export function endOnUnforeseen({
  stopWithinMs = STOP_WITHIN_MS,
  atOnce = () => process.exit(EXIT_CODE),
}: UnforeseenOptions = {}): UnforeseenEnd {
  let stop: ((error: unknown) => void) | undefined;
  let isEnding = false;
  const onError = (error: unknown) => {
    if (isEnding) return;
    isEnding = true;
    if (!stop) return endSaying(error);
    // A process that has nothing left to wait for ends by itself: then, too, not as if all were well.
    process.exitCode = EXIT_CODE;
    setTimeout(atOnce, stopWithinMs).unref();
    try {
      stop(error);
    } catch {
      endSaying(error);
    }
  };
  process.on('uncaughtException', onError);
  process.on('unhandledRejection', onError);
  // Nobody can be told that nobody reads the messages.
  process.stderr.on('error', () => undefined);
  return { stopBy: (stopping) => (stop = stopping) };
}

function endSaying(error: unknown): never {
  say(`Ended by an error that nobody handled: ${errorClass(error)}\n`);
  process.exit(EXIT_CODE);
}
