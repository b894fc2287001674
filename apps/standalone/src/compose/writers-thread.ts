import { Worker } from 'node:worker_threads';
import type { LogLevel, ServiceHost } from '@gatehouse/service';
import type { Running } from './ledger-writers.js';

/** What the thread is started with. It opens the data directory itself: no key travels. */
export interface WritersThreadData {
  folder: string;
  instance: string;
  logLevel: LogLevel;
}

/** What the thread is told: that the process was asked to stop; to stop. */
export type ToWritersThread = 'asked' | 'stop';

/** What the thread says. */
export type FromWritersThread =
  | { type: 'ready' }
  | { type: 'decided'; schoolId: string; count: number }
  | { type: 'fatal'; service: string; errorClass: string };

/** Errors lose their class between threads: this one has it as its code. */
class DiedInThread extends Error {
  constructor(readonly code: string) {
    super('A service has died in the thread of the ledger writers.');
    this.name = 'DiedInThread';
  }
}

/**
 * Starts the services that write ledgers in a thread of their own: sealing is half of all work, and goes on while this
 * thread reads, permits and projects (ADR 0017). They meet through the engines' files, as separate processes would.
 */
export async function startWritersThread(
  data: WritersThreadData,
  host: Pick<ServiceHost, 'observer' | 'onFatal' | 'stop'>,
): Promise<Running> {
  const thread = new Worker(new URL('./writers-thread.main.js', import.meta.url), { workerData: data });
  // Not `once`, which rejects when the thread fails: that is told below.
  const exit = new Promise((resolve) => thread.once('exit', resolve));
  let isStopping = false;
  await new Promise<void>((resolve, reject) => {
    const die = (service: string, error: Error) => {
      if (isStopping) return;
      reject(error);
      host.onFatal(service, error);
    };
    thread.on('message', (message: FromWritersThread) => {
      if (message.type === 'ready') resolve();
      else if (message.type === 'decided') host.observer.onDecided?.(message.schoolId, message.count);
      else die(message.service, new DiedInThread(message.errorClass));
    });
    thread.on('error', (error: Error) => die('ledger writers', error));
    thread.on('exit', (code) =>
      die('ledger writers', new Error(`The thread of the ledger writers ended with ${code}.`)),
    );
  });
  const tell = (message: ToWritersThread) => thread.postMessage(message);
  host.stop?.addEventListener('abort', () => tell('asked'), { once: true });
  return {
    stop: async () => {
      isStopping = true;
      tell('stop');
      await exit;
    },
  };
}
