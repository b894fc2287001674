import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface RunningSandbox {
  url: URL;
  token: string;
  stop(): Promise<void>;
}

/** How long the sandbox may take to stop, in milliseconds. */
const STOP_WITHIN_MS = 5_000;

/**
 * Starts the sandbox as a process of its own, which ends with this one, however that ends. It is out of the terminal's
 * reach: a Ctrl-C must not end it while this process still reads from it.
 */
export async function startSandbox(): Promise<RunningSandbox> {
  const bin = fileURLToPath(import.meta.resolve('@gatehouse/wonde-sandbox/bin'));
  const child = fork(bin, ['--port', '0'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
    detached: true,
  });
  const ended = once(child, 'exit');
  const [message] = (await Promise.race([
    once(child, 'message'),
    ended.then(() => {
      throw new Error('The sandbox ended before it was ready.');
    }),
  ])) as [{ url: string; token: string }];
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await ended;
    clearTimeout(limit);
  };
  return { url: new URL(message.url), token: message.token, stop };
}
