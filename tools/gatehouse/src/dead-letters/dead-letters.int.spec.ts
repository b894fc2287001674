import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { settingsStream, syncStream, TOPICS } from '@gatehouse/schemas';
import { ADataDirectory, gatehouse } from '../../testing/a-data-directory.js';

const RECORD = 'a'.repeat(32);
const RECORDS = 'mis.records.dead-letters/0';
const PERMITTED = 'mis.permitted-records.dead-letters/0';
const BY = ['--actor', 'O. Perator', '--reason', 'Ticket 4712'];
const REDRIVE = ['dead-letters', 'redrive', ...BY];

let data: ADataDirectory;
beforeEach(async () => {
  data = await ADataDirectory.make();
  for (const id of ['S1', 'S2']) await data.school(id, 'A school');
});
afterEach(() => data.remove());

const letter = (schoolId: string, run: number) => ({
  schoolId,
  run,
  kind: 'contact' as const,
  recordKey: RECORD,
  place: 'mis.records/0/17',
  attempts: 3,
  errorClass: 'SEAL_BROKEN',
});
const list = (...words: string[]) => data.gatehouse('dead-letters', 'list', ...words);
/** Place and state of every letter. */
const standing = async (): Promise<string[]> => {
  const [document] = (await list('--json')).lines as [
    { deadLetters: { place: string; schoolId: string; state: string }[] },
  ];
  return document.deadLetters.map(({ place, schoolId, state }) => `${place} ${schoolId} ${state}`);
};
const requests = (schoolId: string) =>
  data.engines(async ({ eventStore }) => {
    const requested = [];
    for await (const events of eventStore.read(settingsStream(schoolId))) requested.push(...events);
    return requested.map(({ type, data: { reason }, metadata: { actor } }) => ({ type, reason, actor }));
  });
const REQUEST = { type: 'SyncRequested', reason: 'Ticket 4712', actor: 'O. Perator' };

describe('gatehouse dead-letters list', () => {
  it('says that there are none', async () => {
    const none = { exitCode: 0, output: '', notes: ['Note: no dead letters are kept.'] };
    expect(await list()).toMatchObject(none);
    await data.letters(TOPICS.records, [letter('S1', 0)]);
    expect(await list('--school', 'S2')).toMatchObject(none);
  });

  it('tells those of every school where the runs of one cannot be read, and asks for no run of that one', async () => {
    await data.letters(TOPICS.records, [letter('S1', 0), letter('S2', 0)]);
    await data.run('S2', -1);
    data.damage(syncStream('S1'));
    expect(await standing()).toEqual([`${RECORDS}/0 S1 waiting`, `${RECORDS}/1 S2 settled`]);
    expect((await data.gatehouse(...REDRIVE, '--all')).exitCode).toBe(0);
    expect(await requests('S1')).toEqual([]);
  });

  it('tells place, school, run, record and error, and whether a later run has settled it', async () => {
    const run = await data.run('S1', -1);
    await data.run('S2', -1);
    await data.letters(TOPICS.records, [letter('S1', run), letter('S2', 0)]);
    expect((await list()).output).toBe(
      'place                         school  run  kind     record key                        attempts  error        state\n' +
        `${RECORDS}/0  S1      ${run}    contact  ${RECORD}  3         SEAL_BROKEN  waiting\n` +
        `${RECORDS}/1  S2      0    contact  ${RECORD}  3         SEAL_BROKEN  settled\n`,
    );
    expect((await list('--json', '--school', 'S1')).lines).toEqual([
      {
        deadLetters: [
          {
            ...letter('S1', run),
            place: `${RECORDS}/0`,
            topic: TOPICS.records,
            message: 'mis.records/0/17',
            state: 'waiting',
          },
        ],
      },
    ]);
  });

  it('is not settled by a run that has begun only', async () => {
    await data.letters(TOPICS.records, [letter('S1', await data.run('S1', -1))]);
    await data.run('S1', -1, 'open');
    expect(await standing()).toEqual([`${RECORDS}/0 S1 waiting`]);
  });

  it.each(['partial', 'failed', 'held-empty'] as const)('is not settled by a run that is %s', async (end) => {
    await data.letters(TOPICS.records, [letter('S1', 0)]);
    await data.run('S1', -1, end);
    expect(await standing()).toEqual([`${RECORDS}/0 S1 waiting`]);
  });

  it('is settled by a run that read everything, whatever waits for a person since', async () => {
    await data.letters(TOPICS.records, [letter('S1', 0)]);
    await data.run('S1', -1, 'held');
    expect(await standing()).toEqual([`${RECORDS}/0 S1 settled`]);
  });

  it('lists all topics, or one', async () => {
    await data.letters(TOPICS.permittedRecords, [letter('S1', 0)]);
    await data.letters(TOPICS.records, [letter('S2', 0)]);
    expect(await standing()).toEqual([`${RECORDS}/0 S2 waiting`, `${PERMITTED}/0 S1 waiting`]);
    const { output } = await list('--topic', 'mis.permitted-records');
    expect(output).toContain(`${PERMITTED}/0`);
    expect(output).not.toContain(RECORDS);
    expect(await list('--topic', 'records')).toMatchObject({ exitCode: 2, output: '' });
  });

  it('lists a letter of another version by its place, and shows nothing of what it says', async () => {
    const other = { ...letter('S1', 0), kind: 'governor', errorClass: 'PERSONAL' } as never;
    await data.letters(TOPICS.records, [other, { ...letter('S1', 0), added: 'later' } as never]);
    expect(await standing()).toEqual([`${RECORDS}/0 S1 unreadable`, `${RECORDS}/1 S1 waiting`]);
    const { output } = await list();
    expect(output).toContain(`${RECORDS}/0  S1      unreadable`);
    expect(output).not.toContain('PERSONAL');
  });

  it('looks the same on the engines that the environment names', async () => {
    await data.letters(TOPICS.records, [letter('S1', 0)]);
    const { GATEHOUSE_EVENT_STORE, GATEHOUSE_MESSAGE_BUS } = data.environment;
    const words = ['dead-letters', 'list'];
    const { exitCode, output } = await gatehouse(words, { GATEHOUSE_EVENT_STORE, GATEHOUSE_MESSAGE_BUS });
    expect([exitCode, output]).toEqual([0, (await list()).output]);
    expect(await gatehouse(words, { GATEHOUSE_EVENT_STORE })).toMatchObject({
      exitCode: 3,
      notes: [expect.stringContaining('GATEHOUSE_MESSAGE_BUS is not set')],
    });
  });
});

describe('gatehouse dead-letters show', () => {
  const show = (...words: string[]) => data.gatehouse('dead-letters', 'show', ...words);

  it('tells what is known of one, and what to do', async () => {
    await data.letters(TOPICS.records, [letter('S2', 0), letter('S1', 7)]);
    const { exitCode, output } = await show(`${RECORDS}/1`);
    expect(exitCode).toBe(0);
    expect(output).toContain(`Dead letter ${RECORDS}/1\n`);
    expect(output).toContain('  school      S1\n');
    expect(output).toContain('  error       SEAL_BROKEN\n');
    expect(output).toContain('"gatehouse dead-letters redrive --school S1" asks for a run');
    expect((await show(`${RECORDS}/0`, '--json')).lines).toEqual([
      expect.objectContaining({ place: `${RECORDS}/0`, schoolId: 'S2', run: 0 }),
    ]);
  });

  it('shows one that cannot be read', async () => {
    await data.letters(TOPICS.records, [{ schoolId: 'S1' }]);
    expect((await show(`${RECORDS}/0`)).output).toContain('unreadable: another version');
  });

  it('says that none is there, and refuses what is no place', async () => {
    expect(await show(`${RECORDS}/5`)).toMatchObject({
      exitCode: 0,
      output: '',
      notes: [expect.stringContaining('no letter')],
    });
    for (const place of ['mis.records/0/1', 'mis.records.dead-letters', 'x']) {
      expect(await show(place)).toMatchObject({ exitCode: 2, output: '' });
    }
  });
});

describe('gatehouse dead-letters redrive', () => {
  it('asks for a run of every school with letters, which stay until it has completed as a whole', async () => {
    await data.letters(TOPICS.records, [letter('S1', 3), letter('S2', 3), letter('S1', 3)]);
    await data.letters(TOPICS.permittedRecords, [letter('S1', 3)]);
    const { exitCode, output, notes } = await data.gatehouse(...REDRIVE, '--all');
    expect(exitCode).toBe(0);
    expect(output).toBe(
      'School S1, 3 letters: a run asked for, at revision 0 of its settings\n' +
        'School S2, 1 letter: a run asked for, at revision 0 of its settings\n',
    );
    expect(notes).toEqual([expect.stringContaining('wonde-ingest starts the run')]);
    expect([await requests('S1'), await requests('S2')]).toEqual([[REQUEST], [REQUEST]]);
    expect(await standing()).toEqual([
      `${RECORDS}/0 S1 asked`,
      `${RECORDS}/1 S2 asked`,
      `${RECORDS}/2 S1 asked`,
      `${PERMITTED}/0 S1 asked`,
    ]);
  });

  it.each(['failed', 'partial'] as const)('loses no letter when the run that follows is %s', async (end) => {
    await data.letters(TOPICS.records, [letter('S1', 0)]);
    await data.gatehouse(...REDRIVE, '--all');
    await data.run('S1', 0, end);
    expect(await standing()).toEqual([`${RECORDS}/0 S1 waiting`]);
    const { output } = await data.gatehouse(...REDRIVE, '--all', '--json');
    expect(JSON.parse(output)).toMatchObject({ schools: [{ schoolId: 'S1', revision: 1 }], removed: 0 });
    expect(await standing()).toEqual([`${RECORDS}/0 S1 asked`]);
    await data.run('S1', 1);
    expect((await data.gatehouse(...REDRIVE, '--all')).output).toBe('Removed: 1 letter\n');
    expect(await standing()).toEqual([]);
  });

  it('loses no letter of a school that was not meant', async () => {
    await data.letters(TOPICS.records, [letter('S1', 0), letter('S2', 0), letter('S1', 0)]);
    await data.run('S1', -1);
    const { output } = await data.gatehouse(...REDRIVE, '--school', 'S2');
    expect(output).toBe(
      'School S2, 1 letter: a run asked for, at revision 0 of its settings\n' +
        'Removed: 1 letter\nLeft: 1 letter, settled, behind one that is not\n',
    );
    expect(await requests('S1')).toEqual([]);
    expect(await standing()).toEqual([`${RECORDS}/1 S2 asked`, `${RECORDS}/2 S1 settled`]);
    await data.run('S2', 0);
    await data.gatehouse(...REDRIVE, '--all');
    expect(await standing()).toEqual([]);
    expect(await requests('S2')).toHaveLength(1);
  });

  it('asks once as long as no run was started, and again after that', async () => {
    await data.letters(TOPICS.records, [letter('S2', 3), letter('S1', 3)]);
    const again = async () => (await data.gatehouse(...REDRIVE, '--school', 'S1')).output;
    expect(await again()).toContain('asked for, at revision 0');
    expect(await again()).toContain('School S1, 1 letter: a run was asked for already\n');
    await data.run('S1', 0, 'open');
    expect(await again()).toContain('asked for, at revision 1');
  });

  it('only removes what is settled', async () => {
    const run = await data.run('S1', -1);
    await data.letters(TOPICS.records, [letter('S1', run)]);
    await data.run('S1', -1);
    const { output, notes } = await data.gatehouse(...REDRIVE, '--all', '--json');
    expect(JSON.parse(output)).toEqual({ schools: [], removed: 1, left: 0 });
    expect(notes).toEqual(['Note: there was no letter to redrive, so no run was asked for.']);
    expect(await requests('S1')).toEqual([]);
  });

  it('redrives what cannot be read by the school that its key names, and settles it by its run', async () => {
    const other = { schoolId: 'S1', run: 0, kind: 'governor' } as never;
    await data.letters(TOPICS.records, [other, { schoolId: 'S1' }, { schoolId: 'no school' }]);
    const { output } = await data.gatehouse(...REDRIVE, '--all', '--json');
    expect(JSON.parse(output)).toMatchObject({ schools: [{ schoolId: 'S1', letters: 2 }] });
    await data.run('S1', 0);
    expect(JSON.parse((await list('--json')).output)).toMatchObject({
      deadLetters: [
        { schoolId: 'S1', run: 0, kind: null, state: 'settled' },
        { schoolId: 'S1', run: null, state: 'unreadable' },
        { schoolId: null, run: null, state: 'unreadable' },
      ],
    });
    await data.gatehouse(...REDRIVE, '--all');
    expect(await standing()).toEqual([`${RECORDS}/1 S1 asked`, `${RECORDS}/2 null unreadable`]);
  });

  it('refuses a school that was never seen', async () => {
    await data.letters(TOPICS.records, [letter('S3', 0)]);
    expect(await data.gatehouse(...REDRIVE, '--school', 'S3')).toMatchObject({
      exitCode: 2,
      output: '',
      notes: [expect.stringContaining('"gatehouse schools" lists the ones it knows')],
    });
    expect(await requests('S3')).toEqual([]);
  });

  it('leaves a school that was never seen out of all: its request would be open for ever', async () => {
    await data.letters(TOPICS.records, [letter('S3', 0), letter('S1', 3)]);
    const { exitCode, output } = await data.gatehouse(...REDRIVE, '--all');
    expect(exitCode).toBe(0);
    expect(output).toContain('School S1, 1 letter: a run asked for');
    expect(output).not.toContain('S3');
    expect(await requests('S3')).toEqual([]);
  });

  it('has nothing to do without letters', async () => {
    expect(await data.gatehouse(...REDRIVE, '--all')).toMatchObject({ exitCode: 0, output: '' });
    expect(await requests('S1')).toEqual([]);
  });

  it.each([[[]], [['--all', '--school', 'S1']], [['--all', '--reason', ' ']]])(
    'refuses %j as wrong usage, and asks for nothing',
    async (words) => {
      await data.letters(TOPICS.records, [letter('S1', 0)]);
      expect(await data.gatehouse(...REDRIVE, ...words)).toMatchObject({ exitCode: 2, output: '' });
      expect(await standing()).toHaveLength(1);
      expect(await requests('S1')).toEqual([]);
    },
  );
});
