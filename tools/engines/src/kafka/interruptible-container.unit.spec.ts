import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { interruptibleContainer } from './interruptible-container.js';

describe('a container that can be interrupted', () => {
  it('is killed until it has ended, and is there again when the broker in it answers', async () => {
    const done: string[] = [];
    let connections = 0;
    // As the runtime in front of a container: it listens at once, and hangs up until the server inside is ready.
    const runtime = createServer((socket) => {
      socket.on('error', () => undefined);
      connections += 1;
      if (connections < 3) socket.destroy();
      else socket.on('data', () => socket.end('answer'));
    }).listen(0, '127.0.0.1');
    await once(runtime, 'listening');
    const container = {
      kill: async () => done.push('kill'),
      wait: async () => done.push('wait'),
      start: async () => done.push('start'),
    };
    const { port } = runtime.address() as AddressInfo;
    const { kill, startAgain } = interruptibleContainer(container, `127.0.0.1:${port}`);
    await kill();
    await startAgain();
    expect(done).toEqual(['kill', 'wait', 'start']);
    expect(connections).toBe(3);
    runtime.close();
  });
});
