import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { metadataSchema, settingsStream, SyncRequested } from '@gatehouse/schemas';
import { ADataDirectory, gatehouse } from '../../testing/a-data-directory.js';

const REQUEST = ['sync', 'request', '--school', 'S1', '--actor', 'A. Bursar', '--reason', 'New form lists'];

let data: ADataDirectory;
beforeEach(async () => {
  data = await ADataDirectory.make();
  await data.school('S1', 'Beacon Hill');
});
afterEach(() => data.remove());

const stored = (schoolId = 'S1') =>
  data.engines(async ({ eventStore }) => {
    for await (const events of eventStore.read(settingsStream(schoolId))) return events;
    return [];
  });

describe('gatehouse sync request', () => {
  it('records who asked and why, and says who starts the run', async () => {
    const { exitCode, output, notes } = await data.gatehouse(...REQUEST);
    expect([exitCode, output]).toEqual([0, 'Recorded at revision 0: a run of school S1 asked for\n']);
    expect(notes).toEqual([expect.stringContaining('wonde-ingest starts the run')]);
    const [event] = await stored();
    expect(event).toMatchObject({
      id: expect.any(String),
      type: 'SyncRequested',
    });
    expect(SyncRequested.data.strict().parse(event?.data)).toEqual({ reason: 'New form lists' });
    expect(metadataSchema.parse(event?.metadata)).toMatchObject({ schemaVersion: 1, actor: 'A. Bursar' });
  });

  it('does the same on the engines that the environment names', async () => {
    const { GATEHOUSE_EVENT_STORE } = data.environment;
    const { exitCode, lines } = await gatehouse([...REQUEST, '--json'], { GATEHOUSE_EVENT_STORE });
    expect([exitCode, lines]).toEqual([0, [{ schoolId: 'S1', revision: 0 }]]);
    expect(await stored()).toHaveLength(1);
  });

  it('shows in the history of the settings, and changes none of them', async () => {
    const show = async () => (await data.gatehouse('settings', 'show', '--school', 'S1', '--json')).lines[0];
    const before = (await show()) as { settings: object };
    await data.gatehouse(...REQUEST);
    expect(await show()).toMatchObject({
      settings: before.settings,
      history: [{ type: 'SyncRequested', actor: 'A. Bursar', reason: 'New form lists', data: {} }],
    });
    const { output } = await data.gatehouse('settings', 'show', '--school', 'S1');
    expect(output).toContain('A. Bursar\n     a run asked for\n     because: New form lists\n');
  });

  it('refuses a school that was never seen, and says what to do', async () => {
    const words = REQUEST.map((word) => (word === 'S1' ? 'S2' : word));
    expect(await data.gatehouse(...words)).toMatchObject({
      exitCode: 2,
      output: '',
      notes: [expect.stringMatching(/never seen school S2.*"gatehouse schools" lists.*next synchronisation/)],
    });
    expect(await stored('S2')).toEqual([]);
  });

  it.each([[['--reason', ' ']], [['--actor', 'A\u001b[2J']]])(
    'refuses %j, and records nothing',
    async (words) => {
      expect(await data.gatehouse(...REQUEST, ...words)).toMatchObject({ exitCode: 2, output: '' });
      expect(await stored()).toEqual([]);
    },
  );
});
