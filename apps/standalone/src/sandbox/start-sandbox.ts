import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SetupError } from '../data-directory/setup-error.js';

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
 *
 * @returns undefined where it ended before it was ready because this process was asked to stop: a Ctrl-C that comes before it
 *   is out of reach ends it, too.
 * @throws SetupError where it ended of itself.
 */
export async function startSandbox(
  stop: AbortSignal,
  bin = fileURLToPath(import.meta.resolve('@gatehouse/wonde-sandbox/bin')),
): Promise<RunningSandbox | undefined> {
  const child = fork(bin, ['--port', '0'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
    detached: true,
  });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const ready = once(child, 'message') as Promise<[{ url: string; token: string }]>;
  const isReady = await Promise.race([ready.then(() => true), ended.then(() => false)]);
  if (!isReady) {
    if (stop.aborted) return undefined;
    const [code, signal] = await ended;
    throw new SetupError(
      'SANDBOX_NOT_STARTED',
      `The sandbox ended with ${signal ?? code} before it was ready. Start again; if it says why above, mend that first.`,
    );
  }
  const [message] = await ready;
  const stopSandbox = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await ended;
    clearTimeout(limit);
  };
  return { url: new URL(message.url), token: message.token, stop: stopSandbox };
}
