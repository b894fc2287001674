import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { metadataSchema, SETTINGS_EVENTS } from '@gatehouse/schemas';
import { ADataDirectory, gatehouse } from '../../testing/a-data-directory.js';
import {
  alike,
  contact,
  employee,
  order,
  pupils,
  says,
  seeded,
  waits,
  whole,
} from '../../testing/a-reading.js';
import type { RestrictionsDocument } from './restrictions-document.js';

const key = (digits: string) => digits.repeat(16);
const [KIM, LEE, OLD, TWIN, OTHER, NEW, PERSON] = ['b1', 'b2', 'c1', 'c2', 'c3', 'c4', 'd1'].map(key) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];
const STAFF = key('e1');
const UNKNOWN = 'f'.repeat(32);
const WHO = ['--actor', 'S. Lead', '--reason', 'Ticket 4711'];

let data: ADataDirectory;
beforeEach(async () => {
  data = await ADataDirectory.make();
  await data.school('S1', 'Beacon Hill');
});
afterEach(() => data.remove());

const S1 = ['--school', 'S1'];
const restriction = (command: string, ...words: string[]) =>
  data.gatehouse('restriction', command, ...S1, ...words);
const list = async () => (await restriction('list', '--json')).lines[0] as RestrictionsDocument;
const reasons = async () =>
  (await list()).restrictions.map(({ row, because }) => `${row.slice(0, 2)} ${because}`);
const stored = () => data.settings('S1');
const type = (command: string) => data.types(command);
const commands = async () => (await list()).restrictions.map(({ endsBy }) => endsBy.command);

/** OLD was read with an order about KIM by run 1, and is not shown any more since run 3. */
const gone = async () => {
  await data.reading('S1', 1, [seeded(), pupils(KIM, LEE), contact(OLD, [KIM]), order(OLD, KIM), whole()]);
  await data.reading('S1', 3, [whole([{ row: OLD, child: KIM }])]);
};

describe('gatehouse restriction list', () => {
  it('says in a sentence that nobody is kept out, and prints nothing', async () => {
    const { exitCode, output, notes } = await restriction('list');
    expect([exitCode, output]).toEqual([0, '']);
    expect(notes).toEqual([expect.stringContaining('Nobody is kept out')]);
    await data.reading('S1', 1, [seeded(), pupils(KIM), contact(OLD, [KIM], PERSON), whole()]);
    expect(await restriction('list')).toMatchObject({
      output: '',
      notes: [expect.stringContaining('Nobody')],
    });
  });

  it('does not name who is out for what the source says today', async () => {
    await data.reading('S1', 1, [seeded(), pupils(KIM), contact(OLD, [KIM]), order(OLD, KIM), whole()]);
    expect(await reasons()).toEqual([]);
  });

  it('says who, whose, since when, by which run, and what would end it, on files and on engines', async () => {
    await gone();
    const expected = {
      schoolId: 'S1',
      revision: 5,
      settingsRevision: -1,
      restrictions: [
        {
          row: OLD,
          kind: 'contact',
          because: 'remembered',
          input: 'court_order',
          class: 'true',
          child: KIM,
          of: OLD,
          since: '2026-08-31T02:00:00.000Z',
          run: 1,
          endsBy: {
            command: `npx gatehouse restriction lift --school S1 --row ${OLD} --child ${KIM} --input court_order --shown 5 --actor NAME --reason TEXT`,
            says: expect.any(String),
          },
        },
      ],
      counts: { remembered: 1 },
      staffUnderOrder: [],
      contactsWithoutUpi: true,
    };
    expect(await list()).toEqual(expected);
    const { GATEHOUSE_EVENT_STORE } = data.environment;
    const onEngines = await gatehouse(['restriction', 'list', ...S1, '--json'], { GATEHOUSE_EVENT_STORE });
    expect(onEngines.lines).toEqual([expected]);
    const { output, notes } = await restriction('list');
    expect(output).toContain('remembered (1): was read so');
    // On files it names them, so that it can be pasted.
    expect(output.replace(/ --data-dir \S+/g, '')).toContain(expected.restrictions[0]?.endsBy.command);
    expect(output).toMatch(/restriction lift --data-dir \S+ --school S1/);
    expect(output).toMatch(/1 in all: remembered 1\n$/);
    expect(notes).toEqual([expect.stringContaining('no contact of this school has a upi')]);
  });

  it('names staff who are under an order as parents', async () => {
    const events = [seeded(), pupils(KIM), contact(OLD, [KIM], PERSON), employee(STAFF, PERSON)];
    await data.reading('S1', 1, [...events, order(OLD, KIM), whole()]);
    expect((await list()).staffUnderOrder).toEqual([{ row: STAFF, contact: OLD }]);
    expect((await restriction('list')).notes).toContainEqual(expect.stringContaining(STAFF));
  });
});

describe('every command that the list prints', () => {
  const family = [seeded(), pupils(KIM, LEE), contact(OLD, [KIM])];
  const cases: [string, string[], () => Promise<unknown>][] = [
    ['remembered', ['c1 remembered'], gone],
    [
      'waiting',
      ['c1 waiting'],
      () => data.reading('S1', 1, [...family, order(OLD, KIM), whole(), waits(1, OLD, KIM)]),
    ],
    [
      'of the same person, remembered',
      ['c1 remembered', 'c2 same-person'],
      () =>
        data.reading('S1', 1, [
          seeded(),
          pupils(KIM),
          ...[OLD, TWIN].map((row) => contact(row, [KIM], PERSON)),
          order(OLD, KIM),
          whole([{ row: OLD, child: KIM }]),
        ]),
    ],
    [
      'of the same person, said today',
      ['c2 same-person'],
      () =>
        data.reading('S1', 1, [
          seeded(),
          pupils(KIM),
          ...[OLD, TWIN].map((row) => contact(row, [KIM], PERSON)),
          order(OLD, KIM),
          whole(),
        ]),
    ],
    [
      'alike',
      ['c3 alike'],
      () =>
        data.reading('S1', 1, [
          ...family,
          contact(OTHER, [LEE]),
          order(OLD, KIM),
          alike(OLD, OTHER),
          whole(),
        ]),
    ],
    [
      'made again',
      ['c1 remembered', 'c4 made-again'],
      async () => {
        await gone();
        await data.reading('S1', 5, [contact(NEW, [KIM]), whole()]);
      },
    ],
    [
      'moved',
      ['c1 remembered', 'c4 moved'],
      async () => {
        await gone();
        await data.reading('S1', 5, [contact(NEW, [LEE]), whole()]);
        await restriction('move', OLD, NEW, ...WHO);
      },
    ],
    [
      'moved, of a block',
      ['c4 moved'],
      async () => {
        await data.reading('S1', 1, [...family, contact(NEW, [LEE]), whole()]);
        await data.gatehouse('settings', 'set', ...S1, ...WHO, '--block', OLD);
        await restriction('move', OLD, NEW, ...WHO);
      },
    ],
    [
      'blocked',
      ['c2 blocked'],
      async () => {
        await data.reading('S1', 1, [
          seeded(),
          pupils(KIM),
          ...[OLD, TWIN].map((row) => contact(row, [KIM], PERSON)),
        ]);
        await data.gatehouse('settings', 'set', ...S1, ...WHO, '--block', OLD);
      },
    ],
    [
      'releasing',
      ['c1 releasing'],
      async () =>
        data.reading('S1', await data.run('S1', -1, 'open'), [
          ...family,
          order(OLD, KIM),
          whole(),
          { type: 'LinksReleased', data: { run: 1, links: [{ row: OLD, child: KIM }] } },
        ]),
    ],
    [
      'a blank reading',
      ['c1 blank'],
      () =>
        data.reading('S1', 1, [
          ...family,
          whole(),
          {
            type: 'InputsRestrict',
            data: { links: [{ row: OLD, child: KIM, input: 'court_order', class: 'null', blank: true }] },
          },
          whole([], { courtOrderFalse: false }),
        ]),
    ],
  ];

  it.each(cases)('ends that somebody is %s', async (why, expected, given) => {
    await given();
    expect(await reasons()).toEqual(expected);
    // Each command may end more than its own entry: the next one is what the list then says.
    for (const _ of expected) {
      const [command] = await commands();
      if (command === undefined) break;
      expect(command).not.toBeNull();
      expect(await type(command ?? '')).toMatchObject({
        exitCode: 0,
        notes: expect.not.arrayContaining([expect.stringContaining('was not blocked')]),
      });
    }
    // The source has said it all: only the run that reads so has to complete.
    expect(await reasons()).toEqual(why === 'releasing' ? expected : []);
  });
});

describe('gatehouse restriction lift', () => {
  it('records who lifted what, why, and on which revision, and says who is free', async () => {
    await gone();
    const words = ['--row', OLD, '--child', KIM, '--input', 'court_order', ...WHO];
    const dry = await restriction('lift', ...words, '--dry-run');
    expect(dry.output).toContain(
      `Would record: lifted: row ${OLD}, child ${KIM}, court_order\n  ${OLD}: not kept out`,
    );
    expect(await stored()).toEqual([]);
    const { exitCode, output, notes } = await restriction('lift', ...words);
    expect([exitCode, notes]).toEqual([0, ['It takes effect with the next run of the school.']]);
    expect(output).toContain(`Recorded at revision 0: lifted: row ${OLD}`);
    const [event] = await stored();
    const definition = SETTINGS_EVENTS.find((each) => each.type === event?.type);
    expect(definition?.data.strict().parse(event?.data)).toEqual({
      row: OLD,
      child: KIM,
      input: 'court_order',
      shown: 5,
      reason: 'Ticket 4711',
    });
    expect(metadataSchema.parse(event?.metadata)).toMatchObject({ actor: 'S. Lead' });
  });

  const refused = async (words: string[], says: RegExp) => {
    const before = (await stored()).length;
    const { exitCode, output, notes } = await restriction('lift', ...words, ...WHO);
    expect([exitCode, output]).toEqual([2, '']);
    expect(notes).toEqual([expect.stringMatching(says)]);
    expect(await stored()).toHaveLength(before);
  };

  it('is refused where nothing is remembered, and says what keeps somebody out instead', async () => {
    await data.reading('S1', 1, [
      seeded(),
      pupils(KIM),
      ...[OLD, OTHER].map((row) => contact(row, [KIM])),
      order(OLD, KIM),
      alike(OLD, OTHER),
      whole(),
    ]);
    await refused(['--row', OTHER], /Nothing is remembered.*\n.*alike separate --school S1 c3/s);
    await refused(['--row', UNKNOWN], /Nothing is remembered/);
    await refused(['--row', OLD, '--child', LEE], /Nothing is remembered of this row there/);
    await refused(['--run', '9'], /run 9/);
  });

  it('is refused while the newest reading says it: the last whole one, and every page since', async () => {
    await data.reading('S1', 1, [
      seeded(),
      pupils(KIM, LEE),
      contact(OLD, [KIM, LEE]),
      order(OLD, KIM),
      whole(),
    ]);
    await refused(['--row', OLD], /still says 1 of the 1.*Correct it in the MIS/s);
    await data.reading('S1', 3, [whole([{ row: OLD, child: KIM }])]);
    await data.reading('S1', 5, [order(OLD, LEE, 'unreadable'), order(OLD, KIM)]);
    await refused(['--row', OLD, '--child', KIM], /still says/);
    await data.reading('S1', 7, [whole()]);
    await refused(['--row', OLD], /still says 1 of the 2.*--child and --input.*row c1/s);
    expect(await restriction('lift', '--row', OLD, '--child', KIM, ...WHO)).toMatchObject({ exitCode: 0 });
  });

  it('is refused when more was read than the person was shown, or more was shown than was read', async () => {
    await gone();
    await data.reading('S1', 5, [order(OLD, KIM), whole([{ row: OLD, child: KIM }])]);
    await refused(['--row', OLD, '--shown', '5'], /Since revision 5 more was read of it/);
    await refused(['--row', OLD, '--shown', '99'], /later than the register, which stands at revision 7/);
    expect(await restriction('lift', '--row', OLD, '--shown', '6', ...WHO)).toMatchObject({ exitCode: 0 });
  });

  it('ends what one run read as unreadable and the responsibilities that wait of it, never an order', async () => {
    await data.reading('S1', 1, [
      seeded(),
      pupils(KIM),
      ...[OLD, OTHER, NEW].map((row) => contact(row, [KIM])),
      order(OLD, KIM, 'unreadable'),
      says(OTHER, KIM, 'parental_responsibility', 'false'),
      order(NEW, KIM),
      whole(),
    ]);
    await refused(['--run', '1'], /still says 1 of the 1/);
    await data.reading('S1', 3, [
      waits(3, OTHER, KIM, 'parental_responsibility'),
      whole([OLD, NEW].map((row) => ({ row, child: KIM }))),
    ]);
    expect(await reasons()).toEqual(['c1 remembered', 'c3 waiting', 'c4 remembered']);
    expect(await restriction('lift', '--run', '1', ...WHO)).toMatchObject({ exitCode: 0 });
    expect(await restriction('lift', '--run', '3', ...WHO)).toMatchObject({ exitCode: 0 });
    expect(await reasons()).toEqual(['c4 remembered']);
  });

  it.each([
    ['neither row nor run', []],
    ['both', ['--row', OLD, '--run', '1']],
    ['a name in place of a key', ['--row', 'Jane Doe']],
    ['a name in place of a child', ['--row', OLD, '--child', 'Jane']],
    ['an unknown input', ['--row', OLD, '--input', 'orders']],
    ['an empty reason', ['--row', OLD, '--reason', ' ']],
    ['no number', ['--run', '-1']],
  ])('refuses %s as wrong usage', async (_, words) => {
    await gone();
    const { exitCode, output, notes } = await restriction('lift', ...WHO, ...words);
    expect([exitCode, output]).toEqual([2, '']);
    expect(notes).toEqual([expect.not.stringContaining('Jane')]);
  });
});

describe('gatehouse restriction move', () => {
  beforeEach(async () => {
    await gone();
    await data.reading('S1', 5, [contact(NEW, [LEE]), employee(STAFF, PERSON), whole()]);
  });

  it('adds, ends nothing for the old row, and acts at once', async () => {
    const { exitCode, output, notes } = await restriction('move', OLD, NEW, ...WHO);
    expect([exitCode, notes]).toEqual([0, [expect.stringContaining('leaves at once')]]);
    expect(output).toBe(
      `Recorded at revision 0: moved: court order true, of ${OLD} to ${NEW} too\n  ${NEW}: kept out from now on\n`,
    );
    expect(await reasons()).toEqual(['c1 remembered', 'c4 moved']);
    expect((await stored())[0]?.data).toMatchObject({ from: OLD, to: NEW, courtOrder: 'true', block: false });
  });

  it.each([
    ['an old row that nothing keeps out', NEW, OLD, /nothing to move/],
    ['an unknown new row', OLD, UNKNOWN, /No reading has shown the new row/],
    ['a row of another kind', OLD, STAFF, /different kinds/],
    ['the same row', OLD, OLD, /the same/],
    ['a name', OLD, 'Jane', /record key/],
  ])('is refused for %s', async (_, from, to, says) => {
    const { exitCode, output, notes } = await restriction('move', from, to, ...WHO);
    expect([exitCode, output, notes]).toEqual([2, '', [expect.stringMatching(says)]]);
    expect(await stored()).toEqual([]);
  });
});

describe('gatehouse restriction show', () => {
  const show = (row: string, ...words: string[]) => restriction('show', '--row', row, ...words);
  const reveal = (row: string) => show(row, '--reveal', ...WHO);

  it('shows all that is remembered and said, and what would end it, without a name', async () => {
    await data.reading('S1', 1, [
      seeded(),
      pupils(KIM, LEE),
      contact(OLD, [KIM, LEE], PERSON),
      contact(TWIN, [KIM], PERSON),
      contact(OTHER, [KIM]),
      order(OLD, KIM),
      says(OLD, LEE, 'parental_responsibility', 'false'),
      alike(OLD, OTHER),
      whole([{ row: OLD, child: KIM }]),
    ]);
    await data.gatehouse('alike', 'separate', ...S1, OLD, OTHER, ...WHO);
    expect((await show(OLD, '--json')).lines[0]).toMatchObject({
      row: OLD,
      kind: 'contact',
      firstRead: '2026-08-31',
      personKeys: 1,
      adult: [TWIN],
      alike: [{ row: OTHER, since: '2026-08-31', toldApart: true }],
      links: [
        {
          child: KIM,
          shown: false,
          lastShown: '2026-08-31',
          inputs: [{ input: 'court_order', remembered: [{ class: 'true', run: 1, stands: 'remembered' }] }],
        },
        {
          child: LEE,
          shown: true,
          inputs: [{ input: 'parental_responsibility', remembered: [{ class: 'false', stands: 'said' }] }],
        },
      ],
      restrictions: [{ because: 'remembered' }],
      isKeptOut: true,
      words: [{ revision: 0, type: 'RowsToldApart', actor: 'S. Lead', reason: 'Ticket 4711' }],
    });
    const { output } = await show(OLD);
    expect(output).toContain(`  ${KIM}  not shown, last on 2026-08-31\n    court_order true, since`);
    expect(output).toMatch(/npx gatehouse restriction lift --data-dir \S+ --school S1/);
    expect(output).toContain(`told apart: ${OLD}, ${OTHER}\n     because: Ticket 4711`);
  });

  it('says so when nothing is known', async () => {
    const { exitCode, output, notes } = await show(UNKNOWN);
    expect([exitCode, output, notes]).toEqual([0, '', [expect.stringContaining('Nothing is known')]]);
    expect(await show('Jane')).toMatchObject({ exitCode: 2, notes: [expect.not.stringContaining('Jane')] });
  });

  it('shows a name to whoever says who and why, and records that first', async () => {
    await gone();
    await data.ledger('S1', 'parent-portal', [
      {
        kind: 'contact',
        recordKey: OLD,
        values: { forename: 'Jo', surname: 'Lane', emails: ['jo@lane.example'] },
      },
    ]);
    expect((await show(OLD)).output).not.toContain('Lane');
    expect(await show(OLD, '--reveal')).toMatchObject({ exitCode: 2, output: '' });
    const { output } = await reveal(OLD);
    expect(output).toContain('Name\n  forename: Jo\n  surname: Lane\n');
    expect(output).not.toContain('example');
    expect(await stored()).toMatchObject([
      {
        type: 'ValuesRevealed',
        data: { recordKey: OLD, fields: ['forename', 'surname'], reason: 'Ticket 4711' },
        metadata: { actor: 'S. Lead' },
      },
    ]);
    const history = await data.gatehouse('settings', 'show', ...S1);
    expect(history.output).toContain(`revealed: forename, surname of ${OLD}`);
  });

  it('shows whose name it is when it is that of a row alike, and says so when there is none', async () => {
    await data.reading('S1', 1, [
      seeded(),
      pupils(KIM),
      ...[OLD, OTHER].map((row) => contact(row, [KIM])),
      alike(OLD, OTHER),
      whole(),
    ]);
    const none = await reveal(OLD);
    expect(none.notes).toEqual([expect.stringContaining('Whoever is excluded has none')]);
    expect(await stored()).toEqual([]);
    await data.ledger('S1', 'email-text', [
      { kind: 'contact', recordKey: OTHER, values: { surname: 'Lane' } },
    ]);
    expect((await reveal(OLD)).output).toContain(`Name of another row, ${OTHER}`);
    expect((await show(OLD, '--reveal', ...WHO, '--json')).lines[0]).toMatchObject({
      name: { row: OTHER, values: { surname: 'Lane' } },
    });
  });
});

describe('what a blank court order means', () => {
  it('is recorded with the revision of the register that it was said on', async () => {
    await gone();
    await data.gatehouse('settings', 'set', ...S1, ...WHO, '--blank-court-order', 'no-order');
    await data.gatehouse('settings', 'set', ...S1, ...WHO, '--court-order-scope', 'link');
    expect((await stored()).map(({ data: said }) => said['shown'])).toEqual([5, undefined]);
  });
});
