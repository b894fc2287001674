import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { connect } from 'node:net';
import { once } from 'node:events';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startEventstore } from './start-eventstore.js';
import { startServerProcess } from './start-server-process.js';

const before = { ...process.env };
afterEach(() => {
  for (const name of ['GATEHOUSE_TEST_EVENTSTORE', 'GATEHOUSE_ENGINE_REPORT']) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
});

describe('the EventStoreDB that tests get', () => {
  it('is the one that the environment names, and the report says so', async () => {
    const report = path.join(mkdtempSync(path.join(tmpdir(), 'gatehouse-')), 'engines.txt');
    process.env['GATEHOUSE_TEST_EVENTSTORE'] = 'esdb://somewhere:2113?tls=false';
    process.env['GATEHOUSE_ENGINE_REPORT'] = report;
    expect(await startEventstore()).toMatchObject({ address: 'esdb://somewhere:2113?tls=false' });
    expect(readFileSync(report, 'utf8')).toBe('engine eventstore: from the environment\n');
  });

  it('is a server of its own that ends when it is stopped, where nothing else is to be had', async () => {
    const engine = await startServerProcess();
    if ('unavailable' in engine) throw new Error(engine.unavailable);
    const { hostname, port } = new URL(engine.address);
    const connected = async () => {
      const socket = connect(Number(port), hostname);
      return once(socket, 'connect').then(
        () => socket.destroy() !== undefined,
        () => false,
      );
    };
    expect(await connected()).toBe(true);
    await engine.stop();
    expect(await connected()).toBe(false);
  });
});
