import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AddOn } from '@gatehouse/schemas';
import { ledgerStream, metadataSchema, SETTINGS_EVENTS } from '@gatehouse/schemas';
import { ADataDirectory, gatehouse } from '../../testing/a-data-directory.js';
import { contact, order, pupils, seeded, whole } from '../../testing/a-reading.js';
import type { HoldDocument, ListedHold } from './hold-document.js';

const key = (digits: string) => digits.repeat(16);
const [KIM, OLD, OTHER, BLOCKED, NEW, NEWER, GONE] = ['b1', 'c1', 'c2', 'c3', 'd1', 'd2', 'e1'].map(key) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
const WHO = ['--actor', 'S. Lead', '--reason', 'Ticket 4711'];
const SINCE = '2026-08-31T02:00:00.000Z';
const ENDS = '2026-09-30T02:00:00.000Z';

let data: ADataDirectory;
beforeEach(async () => {
  data = await ADataDirectory.make();
  await data.school('S1', 'Beacon Hill');
});
afterEach(() => data.remove());

const S1 = ['--school', 'S1'];
const hold = (command: string, kind: string, ...words: string[]) =>
  data.gatehouse('hold', command, ...S1, '--kind', kind, ...words);
const list = async () =>
  ((await data.gatehouse('hold', 'list', ...S1, '--json')).lines[0] as { holds: ListedHold[] }).holds;
const show = async (kind: string, ...words: string[]) =>
  (await hold('show', kind, '--json', ...words)).lines[0] as HoldDocument;
const stored = () => data.settings('S1');
const type = (command: string) => data.types(command, { NEW });

const student = (recordKey: string, surname: string) =>
  ({
    kind: 'student',
    recordKey,
    values: { forename: 'Jo', legal_forename: null, surname, date_of_birth: '2015-05-05' },
  }) as const;

/** Two pupils are gone from the source; in one of the add-ons only one of them was. */
const gone = async () => {
  await data.ledger('S1', 'email-text', [student(OLD, 'Lane'), student(OTHER, 'Ray'), student(KIM, 'Ash')]);
  await data.ledger('S1', 'parent-portal', [student(OLD, 'Lane'), student(KIM, 'Ash')]);
  await data.held('S1', 'email-text', { kind: 'student', held: [OLD, OTHER] });
  await data.held('S1', 'parent-portal', { kind: 'student', held: [OLD] });
};

const arrivals = (...keys: string[]) =>
  keys.map((recordKey) => ({ kind: 'contact', recordKey, data: { reasons: ['ARRIVAL_HELD'] } }) as const);

/** A new MIS: OLD was under an order, BLOCKED is blocked, and the source shows two others in place of three. */
const changed = async (addOn: AddOn = 'parent-portal') => {
  await data.reading('S1', 1, [
    seeded(),
    pupils(KIM),
    ...[OLD, OTHER, BLOCKED].map((row) => contact(row, [KIM])),
    order(OLD, KIM),
    whole(),
  ]);
  await data.gatehouse('settings', 'set', ...S1, ...WHO, '--block', BLOCKED);
  const excluded = { kind: 'contact', outcome: 'excluded' } as const;
  await data.ledger('S1', addOn, [
    { ...excluded, recordKey: OLD, data: { reasons: ['ACTIVE_COURT_ORDER'] } },
    { ...excluded, recordKey: BLOCKED, data: { reasons: ['PERSON_BLOCKED'] } },
    { kind: 'contact', recordKey: OTHER, values: { surname: 'Ray' } },
  ]);
  await data.reading('S1', 3, [
    ...[NEW, NEWER].map((row) => contact(row, [KIM])),
    whole([OLD, OTHER, BLOCKED].map((row) => ({ row, child: KIM }))),
  ]);
  const left = { kind: 'contact', outcome: 'withdrawn', data: { reason: 'NOT_IN_SOURCE' } } as const;
  await data.ledger('S1', addOn, [
    ...arrivals(NEW, NEWER),
    ...[OLD, BLOCKED].map((recordKey) => ({ ...left, recordKey })),
  ]);
  await data.held('S1', addOn, { kind: 'contact', held: [OTHER], stood: 3, gone: 3, arrivalsWait: true });
};

describe('gatehouse hold list', () => {
  it('says in a sentence that nothing waits, and prints nothing', async () => {
    const nothing = { exitCode: 0, output: '', notes: ['Nothing waits for a person.'] };
    expect(await data.gatehouse('hold', 'list', ...S1)).toMatchObject(nothing);
    await data.ledger('S1', 'email-text', [student(OLD, 'Lane')]);
    expect(await data.gatehouse('hold', 'list', ...S1)).toMatchObject(nothing);
  });

  it('says what waits, where, since when, from when it is hidden, whose turn it is, and how it goes on', async () => {
    await gone();
    const shown = '--shown email-text=3,parent-portal=2 --actor NAME --reason TEXT';
    const expected = {
      schoolId: 'S1',
      kind: 'student',
      since: SINCE,
      isChangeOfMis: false,
      turn: 'none',
      withdrawals: {
        records: 2,
        byAddOn: { 'email-text': 2, 'parent-portal': 1 },
        approved: 0,
        discarded: 0,
        hidden: 0,
        hiddenFrom: ENDS,
      },
      arrivals: { records: 0, byAddOn: { 'email-text': 0, 'parent-portal': 0 }, approved: 0 },
      unmatched: [],
      shown: { 'email-text': 3, 'parent-portal': 2 },
      commands: [
        'npx gatehouse hold show --school S1 --kind student',
        `npx gatehouse hold approve --school S1 --kind student ${shown}`,
        `npx gatehouse hold discard --school S1 --kind student ${shown}`,
      ],
    };
    expect(await list()).toEqual([expected]);
    const { GATEHOUSE_EVENT_STORE } = data.environment;
    const onEngines = await gatehouse(['hold', 'list', ...S1, '--json'], { GATEHOUSE_EVENT_STORE });
    expect(onEngines.lines).toEqual([{ holds: [expected] }]);
    const { output } = await data.gatehouse('hold', 'list', ...S1);
    expect(output).toMatch(/^S1 +student +2 +0 +2026-08-31T02.* +from 2026-09-30T02.* +the school: nobody/m);
    expect(output).toContain('  email-text: 2 to go\n  parent-portal: 1 to go\n  npx gatehouse hold show');
    expect(output).not.toContain('Lane');
  });

  it('says who is hidden already, by the ledger or by the clock', async () => {
    const names = [student(OLD, 'Lane'), student(OTHER, 'Ray'), student(KIM, 'Ash')];
    await data.ledger('S1', 'email-text', names);
    await data.held('S1', 'email-text', { kind: 'student', held: [OTHER] }, '2026-08-02T07:59:59.000Z');
    await data.held('S1', 'email-text', { kind: 'student', held: [OLD] });
    expect((await list())[0]?.withdrawals).toMatchObject({ records: 2, hidden: 1, hiddenFrom: ENDS });
    expect((await data.gatehouse('hold', 'list', ...S1)).output).toContain(
      '1 already, others from 2026-09-30',
    );
  });

  it('lists all schools, those whose last closing says that something waits', async () => {
    await gone();
    await data.school('S2', 'Oak');
    await data.school('S3', 'Elm');
    for (const school of ['S2', 'S3']) {
      await data.ledger(school, 'email-text', [student(OLD, 'Lane')]);
      await data.held(school, 'email-text', { kind: 'student', held: [OLD] });
    }
    await data.closing('S1', 'email-text', { holds: {} });
    await data.closing('S2', 'email-text', { outcome: 'incomplete' });
    await data.closing('S3', 'email-text');
    const { lines } = await data.gatehouse('hold', 'list', '--json');
    expect((lines[0] as { holds: ListedHold[] }).holds.map(({ schoolId }) => schoolId)).toEqual(['S1', 'S2']);
  });
});

describe('gatehouse hold show', () => {
  it('shows by which numbers it was judged, and who would go, by record key', async () => {
    await gone();
    expect(await show('student')).toMatchObject({
      judged: { stood: 60, gone: 31 },
      limits: { records: 20, percent: 10, mostPercent: null },
      wouldGo: { 'email-text': [OLD, OTHER], 'parent-portal': [OLD] },
      wouldComeIn: { 'email-text': [], 'parent-portal': [] },
    });
    const { output } = await hold('show', 'student');
    expect(output).toContain('31 of the 60 that stood before it began are gone from the source');
    expect(output).toContain('more than 20 records and more than 10 %, or more than a third, or all');
    expect(output).toContain(`  email-text\n    ${OLD}\n    ${OTHER}\n  parent-portal\n    ${OLD}\n`);
    expect(output).not.toContain('Lane');
    expect(output).not.toContain('change of MIS');
  });

  it('shows names to whoever says who and why, each recorded first; none where the values are erased', async () => {
    await gone();
    expect(await hold('show', 'student', '--reveal')).toMatchObject({ exitCode: 2, output: '' });
    expect(await stored()).toEqual([]);
    await data.erase('S1', 'email-text', OTHER);
    // In one ledger the key is gone, in the other it is not: the name is there.
    await data.erase('S1', 'email-text', OLD);
    const { output } = await hold('show', 'student', '--reveal', ...WHO);
    expect(output).toContain(`    ${OLD}  forename: Jo, surname: Lane\n`);
    expect(output).toContain(`    ${OTHER}  no name: no ledger holds values any more\n`);
    expect(output).not.toContain('2015');
    const expected = [
      {
        type: 'ValuesRevealed',
        data: { recordKey: OLD, fields: ['forename', 'surname', 'legal_forename'], reason: 'Ticket 4711' },
        metadata: { actor: 'S. Lead' },
      },
    ];
    expect(await stored()).toMatchObject(expected);
    expect(await show('student', '--reveal', ...WHO)).toMatchObject({
      names: { [OLD]: { forename: 'Jo', legal_forename: null, surname: 'Lane' }, [OTHER]: null },
    });
    expect(await stored()).toHaveLength(2);
  });

  it('shows after a change of MIS what matches nobody any more, with the commands; of the new ones no names', async () => {
    await changed();
    const words = '--shown 9 --actor NAME --reason TEXT';
    expect(await show('contact')).toMatchObject({
      isChangeOfMis: true,
      turn: 'restrictions-unmatched',
      wouldGo: { 'parent-portal': [OTHER] },
      wouldComeIn: { 'parent-portal': [NEW, NEWER] },
      unmatched: [
        {
          row: OLD,
          courtOrder: true,
          block: false,
          move: `npx gatehouse restriction move --school S1 ${OLD} NEW ${words}`,
          giveUp: [`npx gatehouse restriction lift --school S1 --row ${OLD} --input court_order ${words}`],
        },
        {
          row: BLOCKED,
          courtOrder: false,
          block: true,
          move: `npx gatehouse restriction move --school S1 ${BLOCKED} NEW ${words}`,
          giveUp: [`npx gatehouse settings set --school S1 --unblock ${BLOCKED} --actor NAME --reason TEXT`],
        },
      ],
    });
    const { output } = await hold('show', 'contact', '--reveal', ...WHO);
    expect(output).toContain('It looks like a change of MIS');
    expect(output).toContain(`  ${OLD}: court order\n    npx gatehouse restriction move`);
    expect(output).toContain('Who waits to come in (2): the ledgers hold no values of theirs, so no names');
    expect(output).not.toContain('approve --school S1 --kind contact --arrivals');
  });

  it('says so when nothing of the kind waits', async () => {
    await gone();
    const { exitCode, output, notes } = await hold('show', 'contact');
    expect([exitCode, output, notes]).toEqual([0, '', [expect.stringContaining('Nothing of this kind')]]);
  });
});

describe('every command that is printed', () => {
  it('lets the new ones in when each restriction is moved', async () => {
    await changed();
    for (const { move } of (await show('contact')).unmatched)
      expect(await type(move)).toMatchObject({ exitCode: 0 });
    await goOn();
  });

  it('lets the new ones in when each restriction is given up', async () => {
    await changed();
    for (const { giveUp } of (await show('contact')).unmatched) {
      for (const command of giveUp) {
        expect(await type(command)).toMatchObject({
          exitCode: 0,
          notes: expect.not.arrayContaining([expect.stringContaining('was not blocked')]),
        });
      }
    }
    await goOn();
  });

  const goOn = async () => {
    const { unmatched, turn, commands } = await show('contact');
    expect([unmatched, turn]).toEqual([[], 'none']);
    expect(commands).toHaveLength(4);
    for (const command of commands) expect(await type(command)).toMatchObject({ exitCode: 0 });
    expect(await list()).toMatchObject([
      { turn: 'approved', withdrawals: { approved: 1, discarded: 1 }, arrivals: { approved: 2 } },
    ]);
    expect((await hold('show', 'contact')).output).toContain('nothing: all is said');
  };

  it('counts a restriction as unmatched also where a block took out who is missing', async () => {
    await changed();
    for (const { move } of (await show('contact')).unmatched) await type(move);
    await data.gatehouse('settings', 'set', ...S1, ...WHO, '--block', OTHER);
    await data.ledger('S1', 'parent-portal', [
      { kind: 'contact', recordKey: OTHER, data: { reasons: ['PERSON_BLOCKED'] } },
    ]);
    expect((await show('contact')).unmatched).toMatchObject([{ row: OTHER, block: true }]);
  });
});

const refused = async (command: string, kind: string, words: string[], says: RegExp) => {
  const before = (await stored()).length;
  const { exitCode, output, notes } = await hold(command, kind, ...WHO, ...words);
  expect([exitCode, output]).toEqual([2, '']);
  expect(notes).toEqual([expect.stringMatching(says)]);
  expect(await stored()).toHaveLength(before);
};

describe('gatehouse hold approve', () => {
  it('records who let whom go, why, and on which ledgers, and says when it acts', async () => {
    await gone();
    const dry = await hold('approve', 'student', ...WHO, '--dry-run');
    expect(dry.output).toBe(
      'Would record: hold of student: who is gone may go, as of email-text 3, parent-portal 2\n  2 of the student records that wait\n',
    );
    expect([dry.notes, await stored()]).toEqual([[], []]);
    const { output, notes } = await hold('approve', 'student', ...WHO);
    expect(output).toMatch(/^Recorded at revision 0: hold of student/);
    expect(notes).toEqual([
      expect.stringMatching(/when the next run of the school is closed.*still missing/),
    ]);
    const [event] = await stored();
    const definition = SETTINGS_EVENTS.find((each) => each.type === event?.type);
    expect(definition?.data.strict().parse(event?.data)).toEqual({
      kind: 'student',
      what: 'withdrawals',
      shown: { 'email-text': 3, 'parent-portal': 2 },
      reason: 'Ticket 4711',
    });
    expect(metadataSchema.parse(event?.metadata)).toMatchObject({ actor: 'S. Lead' });
    expect(await list()).toMatchObject([{ turn: 'approved', withdrawals: { approved: 2 } }]);
    await refused('approve', 'student', [], /was approved already/);
  });

  it('means those that waited where the ledgers stood, and nobody who waits since later', async () => {
    await gone();
    await data.ledger('S1', 'email-text', [student(GONE, 'Poe')]);
    await data.held('S1', 'email-text', { kind: 'student', held: [GONE] });
    const shown = ['--shown', 'email-text=3'];
    expect((await hold('approve', 'student', ...WHO, ...shown, '--json')).lines[0]).toMatchObject({
      data: { shown: { 'email-text': 3 } },
      means: [OLD, OTHER],
    });
    expect(await list()).toMatchObject([{ turn: 'none', withdrawals: { records: 3, approved: 2 } }]);
    await refused('approve', 'student', shown, /was approved already/);
    // The rest is said with what stands now.
    expect(await hold('approve', 'student', ...WHO)).toMatchObject({ exitCode: 0 });
    expect(await list()).toMatchObject([{ turn: 'approved' }]);
  });

  it('is refused where nothing waits, and for ledgers that nobody can have been shown', async () => {
    await refused('approve', 'student', [], /Nothing of this kind waits to go/);
    await gone();
    await refused('approve', 'contact', [], /Nothing of this kind waits to go.*hold list/);
    await refused('approve', 'student', ['--arrivals'], /waits to come in.*leave out --arrivals/);
    await refused('approve', 'student', ['--shown', 'email-text=4'], /stands at revision 3/);
    await refused('approve', 'student', ['--shown', 'email-text=2'], /Nobody who waits today waited already/);
    for (const wrong of ['12', 'email-text', 'email=3', 'email-text=3,email-text=3', 'email-text=-1', ''])
      await refused('approve', 'student', ['--shown', wrong], /--shown takes each add-on once/);
  });

  it('lets nobody in while a restriction matches nobody, and says how that is put right', async () => {
    await changed();
    await refused(
      'approve',
      'contact',
      ['--arrivals'],
      new RegExp(
        `2 restrictions match nobody any more.*${OLD}: court order.*restriction move --data-dir \\S+ --school S1 ${OLD} NEW.*` +
          `restriction lift.*${BLOCKED}: block.*--unblock ${BLOCKED}`,
        's',
      ),
    );
    // Who is gone may go all the same: that lets nobody in.
    expect(await hold('approve', 'contact', ...WHO)).toMatchObject({ exitCode: 0 });
    expect((await list())[0]?.turn).toBe('restrictions-unmatched');
  });
});

describe('gatehouse hold discard', () => {
  it('says that they stay for thirty days from now, and asks for the source to be put right', async () => {
    await gone();
    const { output, notes } = await hold('discard', 'student', ...WHO);
    expect(output).toContain(
      'Recorded at revision 0: hold of student: the source is wrong, as of email-text 3',
    );
    expect(notes).toEqual([expect.stringContaining('for 30 days from now, until 2026-10-01')]);
    expect((await stored())[0]).toMatchObject({
      type: 'HoldDiscarded',
      data: { kind: 'student', shown: { 'email-text': 3, 'parent-portal': 2 } },
    });
    const [listed] = await list();
    expect(listed).toMatchObject({
      turn: 'discarded',
      withdrawals: { discarded: 2, hiddenFrom: '2026-10-01T08:00:00.000Z' },
    });
    expect(listed?.commands.map((command) => command.split(' ')[3])).toEqual(['show', 'approve']);
    await refused('discard', 'student', [], /said already that the source is wrong/);
    // Whoever finds out later that they have left after all says so.
    expect(await hold('approve', 'student', ...WHO)).toMatchObject({ exitCode: 0 });
    expect((await list())[0]?.turn).toBe('approved');
  });

  it('of what looked like a change of MIS is an answer about the new ones, too', async () => {
    await changed();
    await hold('discard', 'contact', ...WHO);
    expect((await list())[0]?.turn).toBe('discarded');
  });

  it('is refused where nothing waits to go', async () => {
    await gone();
    await refused('discard', 'contact', [], /nothing to discard/);
    await data.ledger('S1', 'parent-portal', arrivals(NEW));
    await data.held('S1', 'parent-portal', { kind: 'contact', arrivalsWait: true });
    await refused('discard', 'contact', [], /nothing to discard/);
  });

  it.each([
    ['no kind', ['--actor', 'S. Lead', '--reason', 'so']],
    ['an empty reason', ['--kind', 'student', '--actor', 'S. Lead', '--reason', ' ']],
    ['nobody who says it', ['--kind', 'student', '--reason', 'so']],
  ])('refuses %s as wrong usage', async (_, words) => {
    await gone();
    expect(await data.gatehouse('hold', 'discard', ...S1, ...words)).toMatchObject({
      exitCode: 2,
      output: '',
    });
    expect(await stored()).toEqual([]);
  });
});

describe('gatehouse hold list, where a school’s ledger cannot be read', () => {
  it('lists what waits of the others, names the school, and ends with what to do', async () => {
    await gone();
    await data.school('S0', 'Other');
    await data.ledger('S0', 'email-text', [student(KIM, 'Ash')]);
    for (const [school, addOn] of [
      ['S0', 'email-text'],
      ['S1', 'email-text'],
    ] as const)
      await data.closing(school, addOn, { holds: {} });
    data.damage(ledgerStream('S0', 'email-text'));
    const { exitCode, lines, notes } = await data.gatehouse('hold', 'list', '--json');
    expect(exitCode).toBe(1);
    expect((lines[0] as { holds: ListedHold[] }).holds.map(({ schoolId }) => schoolId)).toEqual(['S1']);
    expect(notes.join()).toContain('What waits of school S0 cannot be read (EVENT_DAMAGED).');
    expect(notes.join()).toContain('Restore the event store from a backup');
  });
});
