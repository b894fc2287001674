import { rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { collectionOf, HIDDEN_LINES, SCHOOLS, SCHOOLS_OWNER } from '@gatehouse/cms-projector/collections';
import type { HiddenLine } from '@gatehouse/cms-projector/recover';
import { readAllTips, writeOfTips } from '@gatehouse/cms-projector/recover';
import { syncStream, TOPICS } from '@gatehouse/schemas';
import { documentIdKey, DocumentIds, KeyRing, newestRunKeyId } from '@gatehouse/privacy';
import type { Document } from '@gatehouse/read-models';
import { ADataDirectory } from '../../testing/a-data-directory.js';

const SCHOOL = 'A1000008530';
const OTHER = 'A1000108530';
const [KIM, LEE] = ['1', '2'].map((digit) => digit.repeat(32)) as [string, string];

let data: ADataDirectory;
beforeEach(async () => {
  data = await ADataDirectory.make();
  for (const id of [SCHOOL, OTHER]) await data.school(id, 'A school');
});
afterEach(() => data.remove());

/** A contact's line that opens now, and could not when it was projected. */
async function hidden(school: string, recordKey: string): Promise<HiddenLine> {
  await data.ledger(school, 'parent-portal', [{ kind: 'contact', recordKey, values: { surname: 'Lane' } }]);
  const documentId = new DocumentIds(documentIdKey(data.directory.masterKey, school)).documentId(recordKey);
  const line = { schoolId: school, addOn: 'parent-portal', kind: 'contact', documentId } as const;
  const error = 'KEY_UNKNOWN';
  await data.engines(({ readModels }) =>
    readModels.write([
      {
        collection: HIDDEN_LINES,
        schoolId: SCHOOLS_OWNER,
        id: `${school}/parent-portal/${documentId}`,
        rev: 0,
        document: { ...line, error } satisfies Document,
      },
    ]),
  );
  return { ...line, revision: 0, error };
}

const exported = async (school: string) =>
  (
    await data.gatehouse(
      ...['read-model', 'export', '--school', school, '--add-on', 'parent-portal', '--kind', 'contact'],
    )
  ).lines;

describe('gatehouse recover', () => {
  it('lists what is hidden, school by school, and changes nothing', async () => {
    const lines = [await hidden(SCHOOL, KIM), await hidden(OTHER, LEE)];
    const { exitCode, lines: printed } = await data.gatehouse('recover', '--list', '--json');
    expect({ exitCode, printed }).toEqual({
      exitCode: 0,
      printed: [{ disagreements: [], hidden: lines }],
    });
    const { output } = await data.gatehouse('recover', '--list');
    expect(output.split('\n')[1]).toMatch(
      /^A1000008530 +parent-portal +contact +[0-9a-f]{32} +0 +KEY_UNKNOWN$/,
    );
    expect(await exported(SCHOOL)).toEqual([]);
  });

  it('shows again what opens now, announces it, and leaves the rest on the list', async () => {
    const [line, lost] = [await hidden(SCHOOL, KIM), await hidden(OTHER, LEE)];
    await data.engines(async ({ readModels }) => {
      // Of a line that is not there: the event store was restored, or is another one.
      const document = {
        schoolId: OTHER,
        addOn: 'parent-portal',
        kind: 'contact',
        documentId: lost.documentId,
        error: 'SEAL_BROKEN',
      };
      const id = `${OTHER}/parent-portal/${lost.documentId}`;
      await readModels.write([{ collection: HIDDEN_LINES, schoolId: SCHOOLS_OWNER, id, rev: 9, document }]);
    });
    const { exitCode, lines } = await data.gatehouse('recover', '--json');
    const left = { ...lost, revision: 9, error: 'SEAL_BROKEN' };
    expect({ exitCode, lines }).toEqual({
      exitCode: 0,
      lines: [{ disagreements: [], recovered: [line], hidden: [left] }],
    });
    expect(await exported(SCHOOL)).toEqual([{ id: line.documentId, surname: 'Lane' }]);
    expect(await exported(OTHER)).toEqual([]);
    await data.engines(async ({ bus }) => {
      const told: unknown[] = [];
      for await (const { value } of bus.read(TOPICS.cmsChanges)) told.push(value);
      const { schoolId, addOn, kind, documentId } = line;
      expect(told).toEqual([{ schoolId, addOn, kind, documentId, change: 'present' }]);
    });
    const again = await data.gatehouse('recover');
    expect(again.notes).toEqual(['Shown again: 0.']);
    expect(again.output).toContain('SEAL_BROKEN');
  });

  it('brings nobody back who left since', async () => {
    const line = await hidden(SCHOOL, KIM);
    await data.ledger(SCHOOL, 'parent-portal', [{ kind: 'contact', recordKey: KIM, outcome: 'withdrawn' }]);
    await data.engines(async ({ readModels }) => {
      const collection = { addOn: 'parent-portal', kind: 'contact', version: HIDDEN_LINES.version };
      await readModels.write([
        { collection, schoolId: SCHOOL, id: line.documentId!, rev: 1, document: null },
      ]);
    });
    await data.gatehouse('recover');
    expect(await exported(SCHOOL)).toEqual([]);
  });

  it('has nothing to say where nothing is hidden', async () => {
    expect((await data.gatehouse('recover', '--list')).notes).toEqual(['Note: no line is hidden.']);
  });

  /** The read models name a run that the event store does not have. */
  async function eventsBehind(): Promise<void> {
    await data.ledger(SCHOOL, 'parent-portal', [
      { kind: 'contact', recordKey: KIM, values: { surname: 'Lane' } },
    ]);
    await data.run(SCHOOL, -1);
    const id = new DocumentIds(documentIdKey(data.directory.masterKey, SCHOOL)).documentId(LEE);
    await data.documents(SCHOOL, 'parent-portal', 'contact', [{ id, surname: 'Gone' }]);
    await data.engines(({ readModels }) =>
      readModels.write([writeOfTips(SCHOOL, { ledgers: {}, run: { revision: 7, id: 'of a lost past' } })]),
    );
  }

  it('names the stores that do not belong together, and exports nothing of their school', async () => {
    await eventsBehind();
    const { lines } = await data.gatehouse('recover', '--list', '--json');
    expect(lines).toEqual([
      { disagreements: [{ schoolId: SCHOOL, disagreement: 'read-models-ahead' }], hidden: [] },
    ]);
    const { notes } = await data.gatehouse('recover', '--list');
    expect(notes[0]).toContain(`School ${SCHOOL}: the event store is behind the read models`);
    expect(await exported(SCHOOL)).toEqual([]);
  });

  it('makes the documents anew, and holds the school back until a run has completed', async () => {
    await eventsBehind();
    const { exitCode, notes } = await data.gatehouse('recover');
    expect(exitCode).toBe(0);
    expect(notes.join()).toContain('until a run has completed nothing of them is served');
    expect((await data.gatehouse('recover', '--list', '--json')).lines).toEqual([
      { disagreements: [], hidden: [] },
    ]);
    expect(await exported(SCHOOL)).toEqual([]);
    const documents = await data.engines(({ readModels }) =>
      readModels.list(collectionOf('parent-portal', 'contact'), SCHOOL, { limit: 9 }),
    );
    expect(documents.map(({ document }) => document['surname'])).toEqual(['Lane']);
    const known = await data.engines(({ readModels }) => readModels.get(SCHOOLS, SCHOOLS_OWNER, SCHOOL));
    expect(known?.document).toMatchObject({ suspended: { why: 'restored', afterRun: 2 } });
  });

  it('goes on where the last of a school’s runs cannot be read, and holds that school back', async () => {
    await data.documents(SCHOOL, 'parent-portal', 'contact', [{ id: KIM, surname: 'Lane' }]);
    await data.documents(OTHER, 'parent-portal', 'contact', [{ id: LEE, surname: 'Ng' }]);
    const runId = '00000000-0000-4000-8000-000000000007';
    await data.engines(({ keyStore, masterKey }) =>
      new KeyRing(keyStore, masterKey).ensure([newestRunKeyId({ schoolId: SCHOOL, run: 7, runId })]),
    );
    data.damage(syncStream(SCHOOL));
    const { exitCode, notes } = await data.gatehouse('recover');
    expect({ exitCode, notes: notes.join() }).toEqual({
      exitCode: 0,
      notes: expect.stringContaining(`School ${SCHOOL}: the event store is behind the key store`),
    });
    expect(await exported(SCHOOL)).toEqual([]);
    expect(await exported(OTHER)).toHaveLength(1);
    expect((await data.gatehouse('schools', '--json')).lines).toMatchObject([
      { schools: [{ id: SCHOOL, suspended: { why: 'restored' } }, { id: OTHER }] },
    ]);
  });

  it('holds every school back where all stores were restored together', async () => {
    await data.documents(SCHOOL, 'parent-portal', 'contact', [{ id: KIM, surname: 'Lane' }]);
    expect(await exported(SCHOOL)).toHaveLength(1);
    const { notes } = await data.gatehouse('recover', '--all-restored');
    expect(notes).toContain('Held back until a run has completed: 2 schools.');
    const { notes: why } = await data.gatehouse(
      ...['read-model', 'export', '--school', SCHOOL, '--add-on', 'parent-portal', '--kind', 'contact'],
    );
    expect(why.join()).toContain('restored from a backup');
    expect(await exported(SCHOOL)).toEqual([]);
  });

  /** What is left of a store: nothing, or an empty file. */
  const gone = (name: string, isEmptied: boolean) => {
    for (const end of ['', '-wal', '-shm']) rmSync(data.directory.file(`${name}${end}`), { force: true });
    if (isEmptied) writeFileSync(data.directory.file(name), '');
  };

  it.each([
    ['removed', false],
    ['emptied', true],
  ])('holds every school back where the read models were %s, to be made again', async (_, isEmptied) => {
    gone('read-models.db', isEmptied);
    const listed = await data.gatehouse('recover', '--list');
    expect([listed.exitCode, listed.notes]).toEqual([
      0,
      [expect.stringContaining('The read models hold nothing'), 'Note: no line is hidden.'],
    ]);
    const { exitCode, notes } = await data.gatehouse('recover', '--all-restored');
    expect(exitCode).toBe(0);
    expect(notes).toContain('Held back until a run has completed: 2 schools.');
    const tips = await data.engines(({ readModels }) => readAllTips(readModels));
    const held = { since: expect.any(String), through: 0 };
    expect([...tips]).toEqual([SCHOOL, OTHER].map((id) => [id, { ledgers: {}, heldBack: held }]));
  });

  it.each([
    ['events.db', 'is without any history'],
    ['keys.db', 'was never used'],
  ])('does nothing where %s was emptied, and says so', async (name, words) => {
    await hidden(SCHOOL, KIM);
    gone(name, true);
    for (const options of [['--list'], [], ['--all-restored']]) {
      const { exitCode, output, notes } = await data.gatehouse('recover', ...options);
      expect([exitCode, output, notes]).toEqual([3, '', [expect.stringContaining(words)]]);
    }
  });

  it('says that there is nothing yet, where there is nothing at all', async () => {
    for (const name of ['events.db', 'keys.db', 'read-models.db', 'bus.db']) gone(name, false);
    const { exitCode, notes } = await data.gatehouse('recover', '--all-restored');
    expect([exitCode, notes]).toEqual([0, [expect.stringContaining('holds nothing yet')]]);
  });
});
