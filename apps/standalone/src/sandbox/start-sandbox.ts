import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface RunningSandbox {
  url: URL;
  token: string;
  stop(): Promise<void>;
}

/** Starts the sandbox as a process of its own. It ends with this process, however that ends. */
export async function startSandbox(): Promise<RunningSandbox> {
  const bin = fileURLToPath(import.meta.resolve('@gatehouse/wonde-sandbox/bin'));
  const child = fork(bin, ['--port', '0'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  const ended = once(child, 'exit');
  const [message] = (await Promise.race([
    once(child, 'message'),
    ended.then(() => {
      throw new Error('The sandbox ended before it was ready.');
    }),
  ])) as [{ url: string; token: string }];
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await ended;
    }
  };
  return { url: new URL(message.url), token: message.token, stop };
}
