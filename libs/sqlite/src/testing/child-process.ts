import type { ChildProcess as NodeChild, Serializable } from 'node:child_process';
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Collector } from './collector.js';

/** Another process of a test: a script that uses the compiled libraries and tells how far it is with `process.send`. */
export class ChildProcess {
  readonly messages = new Collector<unknown>();
  readonly #child: NodeChild;
  readonly #exit: Promise<unknown[]>;
  static readonly #running = new Set<ChildProcess>();

  private constructor(child: NodeChild) {
    this.#child = child;
    this.#exit = once(child, 'exit');
    child.on('message', (message) => this.messages.add(message));
    ChildProcess.#running.add(this);
    child.on('exit', () => ChildProcess.#running.delete(this));
  }

  /** Compiles what is out of date and starts the script. */
  static start(script: URL, args: readonly string[]): ChildProcess {
    execFileSync(process.execPath, [fileURLToPath(BUILD)], { stdio: 'ignore' });
    const execArgv = ['--no-warnings'];
    return new ChildProcess(
      fork(fileURLToPath(script), args, { execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
    );
  }

  tell(message: Serializable): void {
    this.#child.send(message);
  }

  /** Ends the process as `kill -9` does: nothing of it runs any more. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exit;
  }

  /** After each test, so that a failing one leaves no process behind. */
  static async killAll(): Promise<void> {
    await Promise.all([...ChildProcess.#running].map((child) => child.kill()));
  }

  /** Resolves with the exit code when the process has ended by itself. */
  async ended(): Promise<number | null> {
    const [code] = await this.#exit;
    return code as number | null;
  }
}

const BUILD = new URL('../../../../tools/workspace/build.mjs', import.meta.url);
