import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hiddenStream, LedgerHidden, settingsStream } from '@gatehouse/schemas';
import { openDatabase } from '@gatehouse/sqlite';
import { until } from '@gatehouse/testing';
import { createSandbox } from '@gatehouse/wonde-sandbox';
import { aSchool, contact, SCHOOL, student } from '../../testing/a-school.js';
import { ChildGate } from '../../testing/child-gate.js';
import { gatehouse } from '../../testing/command-line.js';
import { given } from '../../testing/given.js';
import { KEPT_COMMITS, keptData } from '../../testing/kept-data.js';
import { standings } from '../../testing/standings.js';
import { writeFiles } from '../../testing/write-files.js';
import { ENGINE_FILES } from '../data-directory/embedded-engines.js';

const OTHER = 'A1930499545';
const WRONG_CONFIGURATION = 3;

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'newer-data-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

function raiseFormat(folder: string): void {
  const file = path.join(folder, 'installation.json');
  const installation = JSON.parse(readFileSync(file, 'utf8')) as { format: number };
  writeFileSync(file, JSON.stringify({ ...installation, format: installation.format + 1 }));
}

function raiseSchema(folder: string): void {
  const file = path.join(folder, ENGINE_FILES.events);
  openDatabase(file, { durability: 'process', schema: Array<string>(9).fill('SELECT 1') }).close();
}

describe('a data directory that a newer version wrote', () => {
  it.each([
    ['OTHER_FORMAT', raiseFormat, 'Start the version that wrote it'],
    ['DATABASE_TOO_NEW', raiseSchema, 'Start the newer program again'],
  ])('is refused with a sentence, by whoever is started on it: %s', async (code, raise, sentence) => {
    const folder = path.join(parent, 'data');
    writeFiles(keptData(KEPT_COMMITS.at(-1)!).files('on-files'), folder);
    raise(folder);
    const sandbox = await createSandbox({ world: { schools: [] } });
    try {
      const started = await new ChildGate(sandbox, folder).ended();
      expect([started.code, started.stderr]).toEqual([
        WRONG_CONFIGURATION,
        expect.stringContaining(sentence),
      ]);
      expect(JSON.parse(started.stdout)).toMatchObject({ error: { code } });
      expect(sandbox.control.requests()).toEqual([]);
    } finally {
      await sandbox.close();
    }
    const asked = ['--school', SCHOOL, '--add-on', 'parent-portal', '--data-dir', folder];
    await expect(gatehouse(['ledger', 'print', ...asked])).rejects.toMatchObject({
      code: WRONG_CONFIGURATION,
      stderr: expect.stringContaining(sentence),
    });
  });
});

describe('a decision that only a newer version knows', () => {
  it('stops the runs of its school with a sentence, and of no other; nobody comes in, and who is in is hidden', () => {
    const school = (id: string) => aSchool({ students: [student('kim', [contact('mum')])] }, { id });
    return given([school(SCHOOL), school(OTHER)], async ({ gate }) => {
      const event = {
        id: '9a9ba3f4-4a0b-4f3c-8f0e-2b4c1b6f3f10',
        type: 'ClassBlocked',
        data: { reason: 'decided in a spec' },
        metadata: { schemaVersion: 1, actor: 'the office', recordedAt: '2026-09-01T02:00:00.000Z' },
      };
      await gate.engines.eventStore.append(settingsStream(SCHOOL), 'no-stream', [event]);
      for (const id of [SCHOOL, OTHER])
        gate.sandbox.control.change(id, {
          kind: 'record-added',
          resource: 'students',
          record: student('lee', [contact('dad')]),
        });
      const { schools } = await gate.sync();
      const found = new Map(schools.map(({ schoolId, ...result }) => [schoolId, result]));
      expect(found.get(SCHOOL)).toMatchObject({
        outcome: 'failed',
        problems: [{ code: 'SETTINGS_EVENT_UNREADABLE', message: expect.stringContaining('ClassBlocked') }],
      });
      expect(found.get(OTHER)).toMatchObject({ outcome: 'completed' });
      expect(await standings(gate, 'contact', 'mum', ['kim'])).toBe('imported: kim');
      expect(await standings(gate, 'contact', 'dad')).toBe('never seen');
      const hiding = (id: string) => gate.engines.eventStore.readLast(hiddenStream(id, 'parent-portal'));
      const isHidden = async () => (await hiding(SCHOOL))?.type === LedgerHidden.type;
      await until('the ledger is hidden', isHidden, { everyMs: 20 });
      expect(await hiding(OTHER)).toBeUndefined();
    });
  });
});
