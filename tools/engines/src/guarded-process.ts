import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';

/**
 * The server is ended as soon as the pipe from its starter closes, however the starter ends. The shell is in a session
 * of its own: an interrupt from the terminal does not reach it, and the pipe still closes.
 */
const GUARD = `
patience=$1
shift
"$@" </dev/null & server=$!
(while kill -0 "$server" 2>/dev/null; do sleep 1; done; kill "$$" 2>/dev/null) & watch=$!
cat >/dev/null
kill "$watch" 2>/dev/null
[ "$patience" -gt 0 ] && kill "$server" 2>/dev/null
while [ "$patience" -gt 0 ] && kill -0 "$server" 2>/dev/null; do sleep 1; patience=$((patience - 1)); done
kill -9 "$server" 2>/dev/null
wait "$server" 2>/dev/null
`;

/** A server process that cannot outlive the process that started it. */
export class GuardedProcess {
  readonly #guard: ChildProcess;
  readonly #log: string;
  readonly #exit: Promise<unknown>;

  private constructor(guard: ChildProcess, log: string) {
    this.#guard = guard;
    this.#log = log;
    this.#exit = once(guard, 'exit');
    guard.stdin?.on('error', () => undefined);
    guard.unref();
  }

  /**
   * @param log a file that gets what the server says.
   * @param patienceSeconds how long it may take to stop by SIGTERM, before it is ended as `kill -9` does; 0: at once.
   */
  static start(
    command: string,
    args: readonly string[],
    log: string,
    { patienceSeconds = 0 } = {},
  ): GuardedProcess {
    const out = openSync(log, 'a');
    try {
      const guard = spawn('sh', ['-c', GUARD, 'guard', String(patienceSeconds), command, ...args], {
        stdio: ['pipe', out, out],
        detached: true,
      });
      return new GuardedProcess(guard, log);
    } finally {
      closeSync(out);
    }
  }

  /** Why the server is gone; undefined while it runs. */
  hasEnded(): string | undefined {
    if (this.#guard.exitCode === null && this.#guard.signalCode === null) return undefined;
    return `the server has ended; its last words: ${readFileSync(this.#log, 'utf8').slice(-400)}`;
  }

  /** Ends the server, within its patience or as `kill -9` does; resolves when it is gone. */
  async kill(): Promise<void> {
    // Whoever waits for its end must live to see it.
    this.#guard.ref();
    this.#guard.stdin?.end();
    await this.#exit;
  }
}
