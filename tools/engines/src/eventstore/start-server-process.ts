import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../engine.js';

const PROGRAM = fileURLToPath(new URL('../../bin/eventstore-test-server.mjs', import.meta.url));

/**
 * The test server as a process of its own, which ends with the process that started it, however that ends.
 *
 * @throws Error when it ends before it listens.
 */
export async function startServerProcess(): Promise<Engine> {
  const server = fork(PROGRAM, [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  const ended = once(server, 'exit');
  const failed = ended.then(() => {
    throw new Error('the EventStoreDB test server ended before it listened');
  });
  const [{ address }] = (await Promise.race([once(server, 'message'), failed])) as [{ address: string }];
  // Nothing here keeps the tests' process alive.
  server.unref();
  server.channel?.unref();
  return {
    name: 'eventstore',
    how: 'test server (no EventStoreDB; its protocol over the embedded store)',
    address,
    stop: async () => {
      server.ref();
      server.kill('SIGTERM');
      await ended;
    },
  };
}
