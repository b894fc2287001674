import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { documentIdKey, DocumentIds, Pseudonyms } from '@gatehouse/privacy';
import { ADataDirectory } from '../testing/a-data-directory.js';
import { RecordingTerminal } from '../testing/recording-terminal.js';
import { ENGINE_FILES } from '@gatehouse/standalone';
import { runCommandLine } from './run-command-line.js';

let data: ADataDirectory;
beforeEach(async () => {
  data = await ADataDirectory.make();
});
afterEach(() => data.remove());

const LOOKING = [
  ['schools'],
  ['read-model', 'export', '--school', 'S1', '--add-on', 'parent-portal', '--kind', 'contact'],
  ['ledger', 'print', '--school', 'S1', '--add-on', 'parent-portal', '--reveal'],
  ['settings', 'show', '--school', 'S1'],
  ['record-key', '--school', 'S1', '--kind', 'contact', '--wonde-id', 'A1'],
];

describe('gatehouse', () => {
  it.each([
    ...LOOKING,
    ['settings', 'set', '--school', 'S1', '--actor', 'A', '--reason', 'R', '--add-ons', ''],
  ])('exits with 3 when there is no data directory: %s %s', async (...words) => {
    const folder = path.join(mkdtempSync(path.join(tmpdir(), 'gatehouse-cli-')), 'none');
    const terminal = new RecordingTerminal();
    expect(await runCommandLine([...words, '--data-dir', folder], terminal, {})).toBe(3);
    expect(terminal.notes).toEqual([expect.stringContaining('no Gatehouse data directory')]);
    expect(readdirSync(path.dirname(folder))).toEqual([]);
    rmSync(path.dirname(folder), { recursive: true });
  });

  it('exits with 3 when the directory is of another format, or its master key is lost', async () => {
    rmSync(data.directory.file('master.key'));
    expect(await data.gatehouse('schools')).toMatchObject({ exitCode: 3, output: '' });
    writeFileSync(data.directory.file('installation.json'), '{"format":99}');
    const { exitCode, notes } = await data.gatehouse('schools');
    expect([exitCode, notes]).toEqual([3, [expect.stringContaining('another version')]]);
  });

  it('prints its version, and help of a command as its own option does', async () => {
    const shown = async (...words: string[]) => {
      const terminal = new RecordingTerminal();
      return [await runCommandLine(words, terminal, {}), terminal.output];
    };
    expect(await shown('--version')).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
    expect(await shown('help')).toEqual(await shown('--help'));
    expect(await shown('help', 'schools')).toEqual(await shown('schools', '--help'));
    expect(await shown('hold', 'help', 'list')).toEqual(await shown('hold', 'list', '--help'));
  });

  it('takes --data-dir before a command, after a group and after the command', async () => {
    const at = path.join(tmpdir(), 'no-such-folder');
    const words = [
      ['--data-dir', at, 'hold', 'list'],
      ['hold', '--data-dir', at, 'list'],
      ['hold', 'list', '--data-dir', at],
    ];
    for (const each of words) {
      const terminal = new RecordingTerminal();
      expect(await runCommandLine(each, terminal, {})).toBe(3);
      expect(terminal.notes.join()).toContain(at);
    }
  });

  it('tells what is wrong in a document, too, where one was asked for', async () => {
    const document = async (...words: string[]) => {
      const terminal = new RecordingTerminal();
      const exitCode = await runCommandLine(words, terminal, {});
      expect(terminal.notes).not.toEqual([]);
      return [exitCode, JSON.parse(terminal.output)];
    };
    const message = expect.stringMatching(/^[^:]*unknown option '--all'/) as unknown;
    expect(await document('schools', '--json', '--all')).toEqual([2, { error: { code: 'USAGE', message } }]);
    const missing = ['schools', '--json', '--data-dir', path.join(tmpdir(), 'no-such-folder')];
    expect(await document(...missing)).toMatchObject([3, { error: { code: 'NO_DATA_DIRECTORY' } }]);
  });

  it.each([
    ['no command', []],
    ['an unknown command', ['ledgers']],
    ['half a command', ['ledger']],
    ['an unknown option', ['schools', '--all']],
    ['too many words', ['schools', 'S1']],
    ['a missing school', ['settings', 'show']],
    ['a malformed school id', ['settings', 'show', '--school', '../S1']],
    ['an unknown add-on', ['ledger', 'print', '--school', 'S1', '--add-on', 'portal']],
    ['an unknown kind', ['record-key', '--school', 'S1', '--kind', 'parent', '--wonde-id', 'A1']],
    ['an empty Wonde id', ['record-key', '--school', 'S1', '--kind', 'contact', '--wonde-id', '']],
    ['a Wonde id without a kind', ['record-key', '--school', 'S1', '--wonde-id', 'A1']],
    ['a kind alone', ['record-key', '--school', 'S1', '--kind', 'contact']],
    ['nothing to name a record by', ['record-key', '--school', 'S1']],
    ['a name in place of a document id', ['record-key', '--school', 'S1', '--document-id', 'Jane Doe']],
    [
      'a document id and a Wonde id',
      ['record-key', '--school', 'S1', '--wonde-id', 'A1', '--document-id', 'a'.repeat(32)],
    ],
  ])('exits with 2 for %s', async (_, words) => {
    const terminal = new RecordingTerminal();
    expect(await runCommandLine(words, terminal, {})).toBe(2);
    expect(terminal.output).toBe('');
    expect(terminal.notes).not.toEqual([]);
  });

  it.each([[[]], [['settings']], [['settings', 'set']]])(
    'shows the help of %j and exits with 0',
    async (words) => {
      const terminal = new RecordingTerminal();
      expect(await runCommandLine([...words, '--help'], terminal, {})).toBe(0);
      expect(terminal.output).toContain(`Usage: ${['gatehouse', ...words].join(' ')}`);
      expect(terminal.output).toContain('Exit codes:');
    },
  );

  it('makes no file in a directory that no run has filled yet', async () => {
    const before = readdirSync(data.folder);
    for (const words of LOOKING) {
      // Of a school that was never seen nothing is said; what is decided or computed may come before.
      const exitCode = words.includes('--add-on') ? 2 : 0;
      expect(await data.gatehouse(...words)).toMatchObject({ exitCode });
    }
    expect(readdirSync(data.folder)).toEqual(before);
  });

  it('looks into the files that the services write', async () => {
    await data.engines(async () => undefined);
    expect(readdirSync(data.folder)).toEqual(expect.arrayContaining(Object.values(ENGINE_FILES)));
  });

  it('works while the services have the same directory open', async () => {
    await data.school('S1', 'Beacon Hill');
    await data.engines(async () => {
      const set = ['settings', 'set', '--school', 'S1', '--actor', 'A', '--reason', 'R', '--add-ons', ''];
      expect(await data.gatehouse(...set)).toMatchObject({ exitCode: 0 });
      for (const words of LOOKING) expect(await data.gatehouse(...words)).toMatchObject({ exitCode: 0 });
    });
  });
});

describe('gatehouse record-key', () => {
  const OF_WONDE_ID = ['record-key', '--school', 'S1', '--kind', 'contact', '--wonde-id', 'A1'];
  const ofDocument = (id: string, school = 'S1') => ['record-key', '--school', school, '--document-id', id];
  const recordKeyOf = (wondeId: string) =>
    new Pseudonyms(data.directory.masterKey, 'S1').recordKey('contact', wondeId);
  const documentIdOf = (recordKey: string, school = 'S1') =>
    new DocumentIds(documentIdKey(data.directory.masterKey, school)).documentId(recordKey);
  const named = (wondeId: string) => {
    const recordKey = recordKeyOf(wondeId);
    return { schoolId: 'S1', kind: 'contact', recordKey, documentId: documentIdOf(recordKey) };
  };

  it('prints the pseudonym that the services use, and in JSON the id of the document, too', async () => {
    expect((await data.gatehouse(...OF_WONDE_ID)).output).toBe(`${recordKeyOf('A1')}\n`);
    expect((await data.gatehouse(...OF_WONDE_ID, '--json')).lines).toEqual([named('A1')]);
  });

  it('finds the record of a document in whichever ledger knows it, also one that has left', async () => {
    await data.school('S1', 'Beacon Hill');
    await data.ledger('S1', 'email-text', [{ kind: 'student', recordKey: 'a'.repeat(32), values: {} }]);
    await data.ledger('S1', 'parents-evening', [
      { kind: 'contact', recordKey: recordKeyOf('A1'), values: { forename: 'Ada' } },
      { kind: 'contact', recordKey: recordKeyOf('A2'), outcome: 'withdrawn' },
    ]);
    for (const id of ['A1', 'A2']) {
      const words = ofDocument(named(id).documentId);
      expect(await data.gatehouse(...words)).toMatchObject({
        exitCode: 0,
        output: `${recordKeyOf(id)}\n`,
        notes: [],
      });
      expect((await data.gatehouse(...words, '--json')).lines).toEqual([named(id)]);
    }
  });

  it('exits with 1 and says so when no ledger of the school knows the document', async () => {
    await data.school('S1', 'Beacon Hill');
    await data.ledger('S1', 'email-text', [
      { kind: 'contact', recordKey: recordKeyOf('A1'), values: { forename: 'Ada' } },
    ]);
    const said = 'No ledger of school';
    for (const words of [
      ofDocument(named('A2').documentId),
      ofDocument(named('A1').documentId, 'S2'),
      // A record key is no document id.
      ofDocument(recordKeyOf('A1')),
    ]) {
      const { exitCode, output, notes } = await data.gatehouse(...words, '--json');
      expect([exitCode, JSON.parse(output)]).toMatchObject([1, { error: { code: 'RECORD_NOT_FOUND' } }]);
      expect(notes.at(-1)).toContain(said);
    }
  });
});

describe('gatehouse schools', () => {
  it('lists what is known of each school', async () => {
    await data.school('S1', 'Beacon\u001b[2J Hill');
    expect((await data.gatehouse('schools')).output).toBe(
      'school  name             access    last run  ready add-ons\n' +
        'S1      Beacon [2J Hill  approved  none      parent-portal\n',
    );
    const { lines } = await data.gatehouse('schools', '--json');
    expect(lines).toEqual([{ schools: [expect.objectContaining({ id: 'S1', access: 'approved' })] }]);
  });

  it('says that none is known yet', async () => {
    expect(await data.gatehouse('schools')).toMatchObject({
      output: '',
      notes: [expect.stringContaining('no school')],
    });
    expect((await data.gatehouse('schools', '--json')).lines).toEqual([{ schools: [] }]);
  });
});
