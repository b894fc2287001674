import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { BenchError } from './bench-error.js';
import type { Measures } from './measures.js';

export interface MeasuredProgram {
  /** For messages. */
  name: string;
  /** The module, and what it is started with. */
  argv: readonly string[];
  token: string;
  /** A file that may be written: what the process says of itself. */
  measuresFile: string;
  nodeOptions?: readonly string[];
}

export interface Measured extends Measures {
  output: string;
  /** From starting the process to its end. */
  processSeconds: number;
}

const PRELOAD = new URL('measure-process.js', import.meta.url).href;

/**
 * Runs a Node program in a process of its own to its end.
 *
 * @throws BenchError when it ends with another code than 0, or made no request or printed nothing.
 */
export async function runMeasured(program: MeasuredProgram): Promise<Measured> {
  const { name, argv, token, measuresFile, nodeOptions = [] } = program;
  const env = { ...process.env, WONDE_TOKEN: token, GATEHOUSE_BENCH_MEASURES: measuresFile };
  const began = performance.now();
  const child = spawn(process.execPath, [...nodeOptions, '--import', PRELOAD, ...argv], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, messages, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null, string | null]>,
  ]);
  const processSeconds = (performance.now() - began) / 1e3;
  if (code !== 0) {
    const last = messages.trim().split('\n').slice(-5).join('\n');
    throw new BenchError(
      'PROCESS_FAILED',
      `The ${name} ended with ${code ?? signal}. Its last words:\n${last}`,
    );
  }
  return { ...readMeasures(name, measuresFile), output, processSeconds };
}

function readMeasures(name: string, file: string): Measures {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Measures;
  } catch {
    throw new BenchError(
      'PROCESS_NOT_MEASURED',
      `The ${name} ended well, but asked for nothing or printed nothing.`,
    );
  }
}
