import { startEventStoreTestServer } from '@gatehouse/engines';
import { afterAll, describe, expect, it } from '@jest/globals';
import { RecordingTerminal } from '../../testing/recording-terminal.js';
import { runCommandLine } from '../run-command-line.js';

const server = await startEventStoreTestServer();
afterAll(() => server.stop());

const LOOKING = ['settings', 'show', '--school', 'S1'];
const RECORDING = ['settings', 'set', '--school', 'S1', '--actor', 'A', '--reason', 'R', '--add-ons', ''];

async function gatehouse(words: readonly string[], address: string) {
  const terminal = new RecordingTerminal();
  const environment = { GATEHOUSE_EVENT_STORE: address, GATEHOUSE_INSECURE: 'true' };
  const exitCode = await runCommandLine(words, terminal, environment);
  return { exitCode, notes: terminal.notes.join('\n') };
}

describe('a command on EventStoreDB', () => {
  it.each([[LOOKING], [RECORDING]])('ends with 1 and says so when it is away: %#', async (words) => {
    const { exitCode, notes } = await gatehouse(words, 'esdb://127.0.0.1:1?tls=false');
    expect(exitCode).toBe(1);
    expect(notes).toMatch(
      /^EventStoreDB did not .*: it cannot be reached \(ECONNREFUSED\): look whether it runs/,
    );
  });

  it('ends with 3 and names the right when its user may not read, or may not append', async () => {
    server.rights.unreadable = [''];
    const looked = await gatehouse(LOOKING, server.address);
    expect(looked).toMatchObject({
      exitCode: 3,
      notes: expect.stringMatching(/EventStoreDB refuses to read a stream/),
    });
    Object.assign(server.rights, { unreadable: [], unwritable: ['settings-'] });
    const recorded = await gatehouse(RECORDING, server.address);
    expect(recorded).toMatchObject({
      exitCode: 3,
      notes: expect.stringMatching(/EventStoreDB refuses to append/),
    });
    server.rights.unwritable = [];
    expect((await gatehouse(LOOKING, server.address)).exitCode).toBe(0);
  });
});
