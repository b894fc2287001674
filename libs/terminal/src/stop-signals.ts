import { constants } from 'node:os';

/**
 * What comes so soon after the first signal is the same request to stop, in milliseconds. One Ctrl-C reaches every process
 * of the terminal's group, and npm, which is one of them, passes on what it was sent.
 */
const SAME_REQUEST_MS = 1_000;

/** Calls `stop` at the first SIGINT or SIGTERM. One that is not part of the same request ends the process at once. */
export function onStopSignal(stop: () => void): void {
  let asked: 'not yet' | 'just now' | 'before' = 'not yet';
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (asked === 'before') dieOf(signal);
      if (asked !== 'not yet') return;
      asked = 'just now';
      // A signal is seen when the event loop has time for it. What came while stopping held it up is seen between this
      // timer and the immediate, so it is the clock of the loop that counts here.
      setTimeout(() => setImmediate(() => (asked = 'before')), SAME_REQUEST_MS).unref();
      // While Node.js takes itself down nobody listens any more, and the second of two signals would end a process that has
      // stopped in order as if it had been killed.
      process.once('beforeExit', (code) => process.exit(code));
      stop();
    });
  }
}

/**
 * Ends this process now, as if nobody had taken over the signal. Unlike `process.exit` it does not end threads one by one
 * before: libsql aborts the whole process when its thread is ended in the middle of a statement. A file in use is left
 * as by a crash, which it survives.
 */
export function dieOf(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  // The first process of a container cannot kill itself.
  process.exit(128 + constants.signals[signal]);
}
