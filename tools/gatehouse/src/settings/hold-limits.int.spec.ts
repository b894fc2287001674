import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { metadataSchema, SETTINGS_EVENTS, settingsStream } from '@gatehouse/schemas';
import { ADataDirectory } from '../../testing/a-data-directory.js';
import type { SettingsDocument } from './settings-document.js';

let data: ADataDirectory;
beforeEach(async () => {
  data = await ADataDirectory.make();
  await data.school('S1', 'Beacon Hill');
});
afterEach(() => data.remove());

const WHO = ['--school', 'S1', '--actor', 'S. Lead', '--reason', 'Ticket 4711'];
const set = (...words: string[]) => data.gatehouse('settings', 'hold-limits', ...WHO, ...words);
const shown = async () =>
  ((await data.gatehouse('settings', 'show', '--school', 'S1', '--json')).lines[0] as SettingsDocument)
    .settings.holdLimits;
const text = async () => (await data.gatehouse('settings', 'show', '--school', 'S1')).output;

const DEFAULT = { records: 20, percent: 10, mostPercent: null, isDefault: true, until: null };

describe('gatehouse settings hold-limits', () => {
  it('records limits with their last day; settings show says what holds until when', async () => {
    expect(await shown()).toEqual(DEFAULT);
    expect(await text()).toContain(
      'hold limits          more than 20 records and more than 10 %, or more than a third, or all (the default)\n',
    );
    const { exitCode, output, notes } = await set('--records', '200', '--until', '2026-09-15');
    expect([exitCode, notes]).toEqual([0, ['It takes effect with the next run of the school.']]);
    expect(output).toBe('Recorded at revision 0: hold limits: records 200, until 2026-09-15\n');
    expect(await shown()).toEqual({ ...DEFAULT, records: 200, isDefault: false, until: '2026-09-15' });
    expect(await text()).toContain(
      'more than 200 records and more than 10 %, or more than a third, or all (until 2026-09-15',
    );
    await data.engines(async ({ eventStore }) => {
      const event = await eventStore.readLast(settingsStream('S1'));
      const definition = SETTINGS_EVENTS.find((each) => each.type === event?.type);
      expect(definition?.data.strict().parse(event?.data)).toEqual({
        records: 200,
        until: '2026-09-15',
        reason: 'Ticket 4711',
      });
      expect(metadataSchema.parse(event?.metadata)).toMatchObject({ actor: 'S. Lead' });
    });
  });

  it('returns to the default by word', async () => {
    await set('--most-percent', '90');
    expect(await shown()).toEqual({ ...DEFAULT, mostPercent: 90, isDefault: false });
    expect(await text()).toContain('or more than 90 %, or all\n');
    expect((await set('--default')).output).toContain('hold limits: the default');
    expect(await shown()).toEqual(DEFAULT);
  });

  it('returns to the default after the last day, by the clock', async () => {
    await set('--records', '200', '--until', '2026-09-01');
    expect(await shown()).toMatchObject({ records: 200 });
    expect(
      (await data.gatehouseOn('2026-09-02T00:00:00.000Z', 'settings', 'show', '--school', 'S1')).output,
    ).toContain('(the default)');
  });

  it('records nothing where it is refused', async () => {
    expect(await set()).toMatchObject({ exitCode: 2, output: '' });
    expect(await set('--records', '5', '--default')).toMatchObject({ exitCode: 2, output: '' });
    expect(await set('--percent', 'Jane Doe')).toMatchObject({
      exitCode: 2,
      notes: [expect.not.stringContaining('Jane')],
    });
    await data.engines(async ({ eventStore }) =>
      expect(await eventStore.readLast(settingsStream('S1'))).toBeUndefined(),
    );
  });
});
