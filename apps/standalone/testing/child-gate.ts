import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from '@gatehouse/wonde-sandbox';

const START = fileURLToPath(new URL('../bin/start.mjs', import.meta.url));

/** What a child said and how it ended; `code` null when it was killed. */
export interface ChildEnd {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The real command, `npm start -- --once --json`, as a process of its own against a sandbox of the spec. */
export class ChildGate {
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown[]>;
  #stdout = '';
  #stderr = '';

  constructor(sandbox: Sandbox, dataDir: string) {
    const args = [START, '--once', '--json', '--wonde-url', sandbox.url, '--data-dir', dataDir];
    const env = { ...process.env, WONDE_TOKEN: sandbox.token, GATEHOUSE_LOG: 'info', NODE_OPTIONS: '' };
    this.#child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#exit = once(this.#child, 'exit');
    this.#child.stdout?.on('data', (data: Buffer) => (this.#stdout += data.toString()));
    this.#child.stderr?.on('data', (data: Buffer) => (this.#stderr += data.toString()));
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Ends the process as `kill -9` does: nothing of it runs any more. Has no effect when it ended before. */
  async kill(): Promise<ChildEnd> {
    if (this.isRunning) this.#child.kill('SIGKILL');
    return this.ended();
  }

  async ended(): Promise<ChildEnd> {
    if (this.isRunning) await this.#exit;
    return { code: this.#child.exitCode, stdout: this.#stdout, stderr: this.#stderr };
  }
}
