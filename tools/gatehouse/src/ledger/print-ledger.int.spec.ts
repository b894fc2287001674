import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KeyRing, recordKeyId } from '@gatehouse/privacy';
import { openEmbeddedKeyStore } from '@gatehouse/privacy/embedded';
import { ADataDirectory } from '../../testing/a-data-directory.js';

const [ADA, BEN, CAY] = ['a'.repeat(32), 'b'.repeat(32), 'c'.repeat(32)] as const;
const LEDGER = 'ledger-S1.parent-portal';

let data: ADataDirectory;
beforeEach(async () => {
  data = await ADataDirectory.make();
  await data.school('S1', 'Beacon Hill');
  await data.ledger('S1', 'parent-portal', [
    { kind: 'contact', recordKey: ADA, values: { surname: 'Lovelace', forename: 'Ada' } },
    { kind: 'contact', recordKey: BEN, data: { reasons: ['ACTIVE_COURT_ORDER'] } },
    { kind: 'contact', recordKey: CAY, values: { forename: 'Cay' } },
  ]);
});
afterEach(() => data.remove());

const printed = (...words: string[]) =>
  data.gatehouse('ledger', 'print', '--school', 'S1', '--add-on', 'parent-portal', ...words);
const destroyKeyOf = (recordKey: string) =>
  data.engines(({ keyStore }) => keyStore.destroy([recordKeyId(LEDGER, recordKey, 1)]));
const row = (revision: number, type: string, more: object) => ({
  revision,
  type,
  data: expect.objectContaining(more),
  metadata: expect.objectContaining({ actor: 'contact-filter' }),
});

describe('gatehouse ledger print', () => {
  it('prints every line in the order of revisions, sealed values sealed', async () => {
    const { exitCode, output, lines } = await printed();
    expect(exitCode).toBe(0);
    expect(lines).toEqual([
      row(0, 'ContactImported', { recordKey: ADA, fields: ['forename', 'surname'] }),
      row(1, 'ContactExcluded', { recordKey: BEN, reasons: ['ACTIVE_COURT_ORDER'] }),
      row(2, 'ContactImported', { recordKey: CAY }),
    ]);
    expect(lines.map((line) => Object.keys(line as object))).toEqual(
      Array(3).fill(['revision', 'type', 'data', 'metadata']),
    );
    expect(output).not.toContain('Lovelace');
  });

  it('opens sealed values with --reveal, and leaves what is sealed as it is', async () => {
    const sealed = (await printed()).lines;
    const opened = (await printed('--reveal')).lines as { data: { values?: unknown } }[];
    expect(opened.map((line) => line.data.values)).toEqual([
      { forename: 'Ada', surname: 'Lovelace' },
      undefined,
      { forename: 'Cay' },
    ]);
    for (const line of opened) delete line.data.values;
    expect(opened).toEqual(sealed);
  });

  it('shows values as erased when their key was destroyed', async () => {
    await destroyKeyOf(ADA);
    const { exitCode, lines } = await printed('--reveal');
    expect(exitCode).toBe(0);
    expect(lines[0]).toEqual(row(0, 'ContactImported', { values: null, erased: true }));
    expect(lines[2]).toEqual(row(2, 'ContactImported', { values: { forename: 'Cay' } }));
  });

  it('stops at a key that the key store does not know, after the lines before it', async () => {
    rmSync(data.directory.file('keys.db'));
    const keys = openEmbeddedKeyStore(data.directory.file('keys.db'));
    await new KeyRing(keys, data.directory.masterKey).ensure([recordKeyId(LEDGER, ADA, 1)]);
    await keys.destroy([recordKeyId(LEDGER, ADA, 1)]);
    await keys.close();
    const { exitCode, lines, notes } = await printed('--reveal');
    expect(exitCode).toBe(1);
    expect(lines).toHaveLength(2);
    expect(notes).toEqual([expect.stringContaining(`${LEDGER} revision 2`)]);
  });

  it('needs no key store without --reveal, and says that it is missing with it', async () => {
    rmSync(data.directory.file('keys.db'));
    expect((await printed()).lines).toHaveLength(3);
    const { exitCode, output, notes } = await printed('--reveal');
    expect([exitCode, output]).toEqual([3, '']);
    expect(notes).toEqual([expect.stringContaining('keys.db is missing')]);
  });

  it('prints nothing for a ledger without lines, and refuses a school never seen', async () => {
    const empty = await data.gatehouse('ledger', 'print', '--school', 'S1', '--add-on', 'mis-calendar');
    expect(empty).toMatchObject({ exitCode: 0, output: '', notes: [] });
    const unknown = await data.gatehouse('ledger', 'print', '--school', 'S2', '--add-on', 'mis-calendar');
    expect(unknown).toMatchObject({ exitCode: 2, output: '', notes: [expect.stringContaining('S2')] });
  });
});
