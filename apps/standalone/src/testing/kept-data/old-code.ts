import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

type Environment = { [variable: string]: string };

/** A process of the code that is asked, and what it says. */
export interface Said {
  child: ChildProcess;
  stdout: string;
  stderr: string;
  /** The exit code; null when it was killed. */
  ended: Promise<number | null>;
}

/**
 * The code of some commit, built, in a folder of its own. It is used as its users do, by its commands and the variables of
 * its processes: of these an earlier or a later one has the same, whatever is behind them.
 */
export class OldCode {
  constructor(readonly folder: string) {}

  start(program: string, words: readonly string[], environment: Environment): Said {
    const args = [path.join(this.folder, program), ...words];
    const env = { PATH: process.env['PATH'], ...environment };
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = once(child, 'close').then(([code]) => code as number | null);
    const said: Said = { child, stdout: '', stderr: '', ended };
    child.stdout.on('data', (data: Buffer) => (said.stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (said.stderr += data.toString()));
    return said;
  }

  /**
   * What it writes on its standard output.
   *
   * @param codes with which it may end.
   * @throws Error when it ends with another one.
   */
  async output(
    program: string,
    words: readonly string[],
    environment: Environment,
    codes = [0],
  ): Promise<string> {
    const said = this.start(program, words, environment);
    const code = await said.ended;
    if (code !== null && codes.includes(code)) return said.stdout;
    throw new Error(`${program} ${words.join(' ')} ended with ${code}: ${said.stderr.slice(-4_000)}`);
  }
}
