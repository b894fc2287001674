import { onStopSignal, say } from '@gatehouse/terminal';

/** How long a process may take from being asked to stop until it has ended, in milliseconds. */
export const STOP_WITHIN_MS = 20_000;

/** How long a process whose service has stopped may still have something going on, in milliseconds. */
const LINGER_MS = 1_000;

/**
 * When and how the process is to end: by SIGTERM or SIGINT with 0, by a fatal error, or one that nobody handled, with 1.
 * From then on it has `STOP_WITHIN_MS`; what it then still has in hand comes again, since everything does that was not
 * done to its end. A second signal ends it at once.
 */
export class ProcessEnd {
  /** Resolves with the exit code when the process is to stop. */
  readonly asked: Promise<0 | 1>;
  #ask: (code: 0 | 1) => void = () => undefined;
  #isAsked = false;

  constructor() {
    this.asked = new Promise((resolve) => (this.#ask = resolve));
    onStopSignal(() => this.ask(0));
  }

  /** Asks the process to stop; only the first one decides the code. */
  ask(code: 0 | 1): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#ask(code);
    setTimeout(() => {
      say(`Not everything had stopped within ${STOP_WITHIN_MS / 1000} s: ended.\n`);
      process.exit(code);
      // What has stopped as a whole must not wait for this.
    }, STOP_WITHIN_MS).unref();
  }

  /**
   * Everything has stopped and is closed, so the process ends with this code, also when a client of an engine that is
   * away cannot be kept from trying once more.
   */
  reached(code: number): void {
    setTimeout(() => process.exit(code), LINGER_MS).unref();
  }
}
