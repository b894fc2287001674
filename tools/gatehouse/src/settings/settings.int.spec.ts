import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { metadataSchema, SETTINGS_EVENTS } from '@gatehouse/schemas';
import { Pseudonyms } from '@gatehouse/privacy';
import { ADataDirectory } from '../../testing/a-data-directory.js';

const [CONTACT, PERSON, UNKNOWN] = ['a'.repeat(32), 'b'.repeat(32), 'f'.repeat(32)] as const;

let data: ADataDirectory;
beforeEach(async () => {
  data = await ADataDirectory.make();
  await data.school('S1', 'Beacon Hill');
});
afterEach(() => data.remove());

const set = (...words: string[]) =>
  data.gatehouse(
    'settings',
    'set',
    '--school',
    'S1',
    '--actor',
    'A. Bursar',
    '--reason',
    'Governors',
    ...words,
  );
const show = async () => (await data.gatehouse('settings', 'show', '--school', 'S1', '--json')).lines[0];
const stored = () => data.settings('S1');

describe('gatehouse settings set', () => {
  it('records every decision of one call, in one append, as the schemas have it', async () => {
    const all = [
      '--blank-court-order',
      'no-order',
      '--court-order-scope',
      'link',
      '--add-ons',
      'parent-portal',
    ];
    const { exitCode, output, notes } = await set(...all, '--calendar-categories', '', '--block', UNKNOWN);
    expect(exitCode).toBe(0);
    expect(output).toBe(
      'Recorded at revision 0: add-ons: parent-portal\n' +
        'Recorded at revision 1: blank court order: no-order, court-order scope: link\n' +
        'Recorded at revision 2: calendar categories: none\n' +
        `Recorded at revision 3: blocked: record ${UNKNOWN}, person ${UNKNOWN}\n`,
    );
    expect(notes.at(-1)).toBe('It takes effect with the next run of the school.');
    for (const event of await stored()) {
      const definition = SETTINGS_EVENTS.find(({ type }) => type === event.type);
      expect(definition?.data.strict().parse(event.data)).toMatchObject({ reason: 'Governors' });
      expect(metadataSchema.parse(event.metadata)).toEqual({
        schemaVersion: 1,
        actor: 'A. Bursar',
        recordedAt: '2026-09-01T08:00:00.000Z',
      });
    }
  });

  it('prints each event as a line of JSON when asked', async () => {
    const { lines } = await set('--add-ons', 'mis-calendar,email-text', '--json');
    expect(lines).toEqual([
      {
        revision: 0,
        type: 'AddOnsPurchased',
        data: { addOns: ['email-text', 'mis-calendar'], reason: 'Governors' },
        metadata: expect.objectContaining({ actor: 'A. Bursar' }),
      },
    ]);
  });

  it('blocks the person whose record is named, whatever ledger knows it, and unblocks them again', async () => {
    await data.ledger('S1', 'email-text', [
      { kind: 'contact', recordKey: CONTACT, outcome: 'withdrawn', data: { personKey: PERSON } },
    ]);
    const blocked = await set('--block', CONTACT);
    expect(blocked.notes).toEqual(['It takes effect with the next run of the school.']);
    expect(await show()).toMatchObject({ settings: { blocked: [CONTACT, PERSON] } });
    await set('--unblock', PERSON);
    expect(await show()).toMatchObject({ settings: { blocked: [] } });
  });

  it('warns of a key that no ledger knows, and of unblocking who was not blocked', async () => {
    expect((await set('--block', UNKNOWN)).notes[0]).toContain(`no ledger of school S1 knows ${UNKNOWN}`);
    expect((await set('--unblock', UNKNOWN)).notes).not.toContainEqual(
      expect.stringContaining('not blocked'),
    );
    expect((await set('--unblock', UNKNOWN)).notes).toContainEqual(
      expect.stringContaining('was not blocked'),
    );
  });

  it('warns of a category that no event has had', async () => {
    const categoryKey = new Pseudonyms(data.directory.masterKey, 'S1').categoryKey('Sports');
    await data.ledger('S1', 'mis-calendar', [{ kind: 'event', recordKey: CONTACT, data: { categoryKey } }]);
    const { notes } = await set('--calendar-categories', 'Sports,Trips');
    expect(notes.filter((note) => note.startsWith('Warning'))).toEqual([expect.stringContaining('"Trips"')]);
  });

  it('works for a school never seen, with a note', async () => {
    const words = ['settings', 'set', '--school', 'S2', '--actor', 'A', '--reason', 'R', '--add-ons', ''];
    const { exitCode, notes } = await data.gatehouse(...words);
    expect(exitCode).toBe(0);
    expect(notes[0]).toContain('never seen school S2');
  });

  it.each([
    ['nothing to set', []],
    ['an unknown add-on', ['--add-ons', 'parent-portal,email']],
    ['an unknown meaning', ['--blank-court-order', 'maybe']],
    ['an empty entry', ['--calendar-categories', 'Trips,,Sports']],
    ['a name in place of a key', ['--block', 'Jane Doe']],
    ['one key blocked and unblocked', ['--block', UNKNOWN, '--unblock', UNKNOWN]],
    ['an empty reason', ['--reason', ' ', '--add-ons', '']],
    ['control characters', ['--actor', 'A\u001b[2J', '--add-ons', '']],
  ])('refuses %s as wrong usage, and records nothing', async (_, words) => {
    const { exitCode, output, notes } = await set(...words);
    expect([exitCode, output]).toEqual([2, '']);
    expect(notes).toEqual([expect.not.stringContaining('Jane')]);
    expect(await stored()).toEqual([]);
  });
});

describe('gatehouse settings show', () => {
  it('says what holds before anything was decided', async () => {
    const { output } = await data.gatehouse('settings', 'show', '--school', 'S1');
    expect(output).toContain('add-ons              all (no purchase is recorded)');
    expect(output).toContain('History: nothing was decided yet.');
  });

  it('says what holds, and who decided it, when and why', async () => {
    await set('--court-order-scope', 'link');
    await set('--add-ons', '');
    const { output } = await data.gatehouse('settings', 'show', '--school', 'S1');
    expect(output).toContain('  add-ons              none\n');
    expect(output).toContain(
      '  1  2026-09-01T08:00:00.000Z  A. Bursar\n     add-ons: none\n     because: Governors\n',
    );
    expect(await show()).toEqual({
      schoolId: 'S1',
      revision: 1,
      settings: {
        addOns: [],
        blankCourtOrder: 'undecided',
        courtOrderScope: 'link',
        calendarCategories: null,
        blocked: [],
        holdLimits: { records: 20, percent: 10, mostPercent: null, isDefault: true, until: null },
      },
      history: [
        expect.objectContaining({ type: 'CourtOrderPolicySet', data: { courtOrderScope: 'link' } }),
        {
          revision: 1,
          type: 'AddOnsPurchased',
          recordedAt: '2026-09-01T08:00:00.000Z',
          actor: 'A. Bursar',
          reason: 'Governors',
          data: { addOns: [] },
        },
      ],
    });
  });
});
