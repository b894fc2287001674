import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { BenchError } from './bench-error.js';
import { peakMemory } from './peak-memory.js';

export interface SandboxProcess {
  url: string;
  token: string;
  /** Undefined where the operating system does not say. */
  peakBytes(): number | undefined;
  stop(): Promise<void>;
}

export interface World {
  seed: number;
  schools: number;
  /** In every school; undefined: each kind of school has its usual size. */
  pupils: number | undefined;
}

/** Starts the sandbox with a world as a process of its own; it ends with this process, however that ends. */
export async function startSandbox({ seed, schools, pupils }: World): Promise<SandboxProcess> {
  const bin = fileURLToPath(import.meta.resolve('@gatehouse/wonde-sandbox/bin'));
  const size = pupils === undefined ? [] : ['--pupils', String(pupils)];
  const argv = ['--port', '0', '--seed', String(seed), '--schools', String(schools), ...size];
  const child = fork(bin, argv, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  const ended = once(child, 'exit');
  const [{ url, token }] = (await Promise.race([
    once(child, 'message'),
    ended.then(() => {
      throw new BenchError('PROCESS_FAILED', 'The sandbox ended before it was ready.');
    }),
  ])) as [{ url: string; token: string }];
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { url, token, peakBytes: () => (child.pid === undefined ? undefined : peakMemory(child.pid)), stop };
}
