import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ChildProcess } from '@gatehouse/sqlite/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startMongodb } from './start-mongodb.js';

const engine = await startMongodb();

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

/** Whether something listens at the address. */
async function answers(address: string): Promise<boolean> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

describe('a MongoDB for tests', () => {
  it('is the one that the environment names, if it names one; and is reported', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'engines-'));
    process.env['GATEHOUSE_TEST_MONGODB'] = 'mongodb://127.0.0.1:1';
    process.env['GATEHOUSE_ENGINE_REPORT'] = path.join(folder, 'report');
    const engine = await startMongodb();
    expect(engine).toMatchObject({ name: 'mongodb', address: 'mongodb://127.0.0.1:1' });
    expect(readFileSync(path.join(folder, 'report'), 'utf8')).toBe(
      'engine mongodb: GATEHOUSE_TEST_MONGODB\n',
    );
    await rm(folder, { recursive: true });
  });

  if ('unavailable' in engine) {
    it.skip(`engine mongodb is not available: ${engine.unavailable}`, () => {});
  } else if (process.env['GATEHOUSE_TEST_MONGODB']) {
    it.skip('is not ours to stop: GATEHOUSE_TEST_MONGODB names it', () => {});
  } else {
    it('answers until it is stopped', async () => {
      expect(await answers(engine.address)).toBe(true);
      await engine.stop();
      expect(await answers(engine.address)).toBe(false);
    });

    it('ends with the process that started it, also if that is killed', async () => {
      const child = ChildProcess.start(new URL('./starts-and-waits.fixture.mjs', import.meta.url), []);
      await child.messages.untilCount(1);
      const address = child.messages.seen[0] as string;
      expect(await answers(address)).toBe(true);
      await child.kill();
      const deadline = Date.now() + 10_000;
      while (await answers(address)) {
        if (Date.now() > deadline)
          throw new Error('the server still listens 10 s after its starter was killed');
      }
    });
  }
});
