import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { documentIdKey, DocumentIds, KeyRing } from '@gatehouse/privacy';
import { ADataDirectory, gatehouse } from '../../testing/a-data-directory.js';

const KEY = 'a'.repeat(32);
const OF_SCHOOL = ['--school', 'S1'];
const OF_ADD_ON = [...OF_SCHOOL, '--add-on', 'parent-portal'];
const SCHOOLS = ['schools'];
const EXPORT = ['read-model', 'export', ...OF_ADD_ON, '--kind', 'student'];
const PRINT = ['ledger', 'print', ...OF_ADD_ON];
const REVEAL = [...PRINT, '--reveal'];
const SHOW = ['settings', 'show', ...OF_SCHOOL];
const RECORD_KEY = ['record-key', ...OF_SCHOOL, '--kind', 'contact', '--wonde-id', 'A1'];
const BY = ['--actor', 'A. Bursar', '--reason', 'Governors'];
const BLOCK = ['settings', 'set', ...OF_SCHOOL, ...BY, '--block', KEY];
const CHOOSE = ['settings', 'set', ...OF_SCHOOL, ...BY, '--calendar-categories', 'Trips'];

let data: ADataDirectory;
beforeAll(async () => {
  data = await ADataDirectory.make();
  await data.school('S1', 'Beacon Hill');
  await data.documents('S1', 'parent-portal', 'student', [{ id: 'a' }]);
  await data.ledger('S1', 'parent-portal', [{ kind: 'student', recordKey: KEY, values: { name: 'Ada' } }]);
});
afterAll(() => data.remove());

const only = (...names: (keyof ADataDirectory['environment'])[]) =>
  Object.fromEntries(names.map((name) => [name, data.environment[name]]));

describe('gatehouse on the engines that the environment names', () => {
  it.each([
    [SCHOOLS, ['GATEHOUSE_READ_MODELS']],
    [EXPORT, ['GATEHOUSE_EVENT_STORE', 'GATEHOUSE_READ_MODELS']],
    [PRINT, ['GATEHOUSE_EVENT_STORE']],
    [REVEAL, ['GATEHOUSE_EVENT_STORE', 'GATEHOUSE_KEY_STORE', 'GATEHOUSE_MASTER_KEY_FILE']],
    [SHOW, ['GATEHOUSE_EVENT_STORE']],
    [RECORD_KEY, ['GATEHOUSE_KEY_STORE', 'GATEHOUSE_MASTER_KEY_FILE']],
  ] as const)(
    'prints what it prints of a data directory, and needs no other variable: %s',
    async (words, names) => {
      const ofDirectory = await data.gatehouse(...words);
      expect(ofDirectory.output).not.toBe('');
      const { exitCode, output, notes } = await gatehouse(words, only(...names));
      expect([exitCode, output, notes]).toEqual([0, ofDirectory.output, []]);
      for (const name of names) {
        const { [name]: _, ...others } = only(...names);
        const said = expect.stringContaining(`${name.replace('_FILE', '')} is not set.`);
        if (names.length > 1) {
          expect(await gatehouse(words, others)).toMatchObject({ exitCode: 3, output: '', notes: [said] });
        }
      }
    },
  );

  it('finds the record of a document', async () => {
    const ids = new DocumentIds(documentIdKey(data.directory.masterKey, 'S1'));
    const words = ['record-key', ...OF_SCHOOL, '--document-id', ids.documentId(KEY)];
    const named = only('GATEHOUSE_EVENT_STORE', 'GATEHOUSE_KEY_STORE', 'GATEHOUSE_MASTER_KEY_FILE');
    expect(await gatehouse(words, named)).toMatchObject({ exitCode: 0, output: `${KEY}\n`, notes: [] });
  });

  it('records what a school decides', async () => {
    const { exitCode, output } = await gatehouse(BLOCK, only('GATEHOUSE_EVENT_STORE'));
    expect([exitCode, output]).toEqual([0, expect.stringContaining(`blocked: record ${KEY}`)]);
    const chosen = await gatehouse(CHOOSE, data.environment);
    expect(chosen).toMatchObject({ exitCode: 0, output: expect.stringContaining('Trips') });
    expect((await data.gatehouse(...SHOW)).output).toContain(KEY);
  });

  it('records nothing when the variables for its warnings are missing', async () => {
    const before = (await data.gatehouse(...SHOW)).output;
    expect(await gatehouse(CHOOSE, only('GATEHOUSE_EVENT_STORE'))).toMatchObject({ exitCode: 3 });
    expect((await data.gatehouse(...SHOW)).output).toBe(before);
  });

  it('makes no file by looking, and calls the place by what it is', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-cli-'));
    const store = { GATEHOUSE_EVENT_STORE: `file:${folder}/events.db` };
    const { exitCode, notes } = await gatehouse(PRINT, store);
    expect([exitCode, notes]).toEqual([
      2,
      ['error: the installation that the environment names has never seen school S1. "gatehouse schools" lists the ones it knows.'], // prettier-ignore
    ]);
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('exits with 3 under another master key than that of the key store', async () => {
    await data.engines(async ({ keyStore, masterKey }) => {
      await new KeyRing(keyStore, masterKey).ensure(['installation/master-key-check']);
    });
    const { GATEHOUSE_MASTER_KEY_FILE: _, ...others } = data.environment;
    for (const words of [RECORD_KEY, REVEAL, CHOOSE]) {
      const ended = await gatehouse(words, { ...others, GATEHOUSE_MASTER_KEY: '1234'.repeat(16) });
      expect([ended.exitCode, ended.output]).toEqual([3, '']);
      expect(ended.notes).toEqual([expect.stringContaining('not the key that this key store was made with')]);
    }
    expect(await gatehouse(RECORD_KEY, data.environment)).toMatchObject({ exitCode: 0 });
  });

  it.each([
    [PRINT, { GATEHOUSE_EVENT_STORE: 'esdb://SECRET:SECRET@127.0.0.1:1?tls=false' }],
    [PRINT, { GATEHOUSE_EVENT_STORE: 'mongodb://SECRET' }],
    [SCHOOLS, { GATEHOUSE_READ_MODELS: 'mongodb://SECRET:SECRET@127.0.0.1:1/documents' }],
  ])('exits with 3 for an address that is refused: %s', async (words, environment) => {
    const { exitCode, output, notes } = await gatehouse(words, environment);
    expect([exitCode, output]).toEqual([3, '']);
    expect(notes).toEqual([expect.stringMatching(/^GATEHOUSE_(?!.*SECRET)/)]);
  });

  it('exits with 1 when an engine does not answer', async () => {
    const environment = {
      GATEHOUSE_READ_MODELS: 'mongodb://127.0.0.1:1/documents?serverSelectionTimeoutMS=100',
    };
    const { exitCode, notes } = await gatehouse(SCHOOLS, { ...environment, GATEHOUSE_INSECURE: 'true' });
    expect([exitCode, notes]).toEqual([1, [expect.not.stringContaining('defect')]]);
  });
});

describe('gatehouse when a data directory is given and the environment names an installation', () => {
  it.each([
    [{ GATEHOUSE_EVENT_STORE: 'file:/x' }, 'GATEHOUSE_EVENT_STORE is set'],
    [{ GATEHOUSE_MASTER_KEY_FILE: '/x' }, 'GATEHOUSE_MASTER_KEY_FILE is set'],
    [
      { GATEHOUSE_KEY_STORE: 'x', GATEHOUSE_READ_MODELS_FILE: 'y' },
      'GATEHOUSE_KEY_STORE, GATEHOUSE_READ_MODELS_FILE are set',
    ],
  ])('refuses to choose, as wrong usage: %j', async (environment, said) => {
    const { exitCode, output, notes } = await gatehouse([...SHOW, '--data-dir', data.folder], environment);
    expect([exitCode, output]).toEqual([2, '']);
    expect(notes).toEqual([expect.stringContaining(said)]);
  });

  it('goes by the data directory when the variables are empty, or say nothing of where data are', async () => {
    const words = [...SHOW, '--data-dir', data.folder];
    const environment = { GATEHOUSE_EVENT_STORE: '', GATEHOUSE_INSECURE: 'true', GATEHOUSE_LOG: 'info' };
    expect(await gatehouse(words, environment)).toMatchObject({ exitCode: 0, notes: [] });
  });
});
