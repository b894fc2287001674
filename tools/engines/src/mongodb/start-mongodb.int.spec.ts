import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startMongodb } from './start-mongodb.js';

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

  it('answers until it is stopped, or says why there is none', async () => {
    const engine = await startMongodb();
    if ('unavailable' in engine) {
      expect(engine.unavailable).not.toBe('');
      return;
    }
    expect(await answers(engine.address)).toBe(true);
    await engine.stop();
    if (!process.env['GATEHOUSE_TEST_MONGODB']) expect(await answers(engine.address)).toBe(false);
  });
});
