import { dieOf, onStopSignal, say } from '@gatehouse/terminal';

/** How long stopping may take, in milliseconds. */
const STOP_WITHIN_MS = 20_000;

/** Aborts at Ctrl-C or SIGTERM; then the process has `STOP_WITHIN_MS`. A second one ends it at once. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  onStopSignal(() => {
    say('\nStopping …\n');
    endInTime();
    stop.abort();
  });
  return stop.signal;
}

/** From now on everything has to stop; what has not by then is ended as by `kill -9`. */
export function endInTime(): void {
  setTimeout(() => {
    say(`Not stopped within ${STOP_WITHIN_MS / 1000} s: killed.\n`);
    dieOf('SIGKILL');
  }, STOP_WITHIN_MS).unref();
}
