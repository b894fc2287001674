import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  disagreements,
  holdAllBack,
  listHiddenLines,
  recoverHidden,
  recoverStores,
} from '@gatehouse/cms-projector/recover';
import { KeyRing, newestRunKeyId } from '@gatehouse/privacy';
import { until } from '@gatehouse/testing';
import { aSchool, CARER, contact, SCHOOL, student } from '../../testing/a-school.js';
import type { Store } from '../../testing/backup.js';
import { removeFile } from '../../testing/altered-file.js';
import { Backup, STORES } from '../../testing/backup.js';
import { Gate } from '../../testing/gate.js';
import { openEmbeddedEngines } from '../data-directory/embedded-engines.js';

const OTHER = 'A1930499545';

const people = () => ({
  students: [
    student('kim', [
      contact('mum'),
      contact('ordered'),
      contact('blocked'),
      contact('lapsed', CARER),
      contact('left'),
    ]),
  ],
});

let gate: Gate;
let folder: string;
let address: string;

let backup: Backup;
let now: Backup;

const block = () => gate.decide('PersonBlocked', { recordKey: gate.keyOf('contact', 'blocked') });

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'backups-'));
  gate = await Gate.open({ world: { schools: [aSchool(people()), aSchool(people(), { id: OTHER })] } });
  await gate.sync();
  await gate.stop();
  backup = new Backup(gate, folder, 'backup');
  await gate.start();
  const { control } = gate.sandbox;
  control.change(SCHOOL, { kind: 'order-added', contact: 'ordered' });
  control.change(SCHOOL, { kind: 'responsibility-set', contact: 'lapsed', student: 'kim', value: false });
  control.change(SCHOOL, { kind: 'record-deleted', resource: 'contacts', id: 'left' });
  await block();
  await gate.sync();
  await gate.stop();
  now = new Backup(gate, folder, 'now');
});
afterAll(async () => {
  await gate.close();
  rmSync(folder, { recursive: true });
});

const recovery = () => {
  const { engines } = gate;
  return { ...engines, keyRing: new KeyRing(engines.keyStore, engines.masterKey) };
};

/** The contacts that the CMS is shown, by their Wonde ids; or why it is shown none. */
async function shown(schoolId = SCHOOL): Promise<string[] | number> {
  const url = `${address}/v1/schools/${schoolId}/add-ons/parent-portal/contact`;
  const ask = () => fetch(url, { headers: { authorization: `Bearer ${gate.directory.apiKey}` } });
  let answer = await ask();
  await until(
    'the API has started',
    async () => answer.status !== 503 || (answer = await ask()).status !== 503,
  );
  if (answer.status !== 200) return answer.status;
  const { data } = (await answer.json()) as { data: { id: string }[] };
  const names = ['mum', 'ordered', 'blocked', 'lapsed', 'left'];
  const nameOf = new Map(names.map((name) => [gate.documentIdOf('contact', name, schoolId), name]));
  return data.map(({ id }) => nameOf.get(id) ?? id).sort();
}

const ALL = ['blocked', 'lapsed', 'left', 'mum', 'ordered'];
const IN = ['mum'];
const disagreement = async () => {
  const found = await disagreements(recovery());
  return found.find(({ schoolId }) => schoolId === SCHOOL)?.disagreement;
};
const recover = async () => recoverStores(recovery(), await disagreements(recovery()), new Date());

async function startOn(restored: readonly Store[]): Promise<void> {
  await gate.stop();
  now.restore(gate);
  backup.restore(gate, restored);
  gate.log.length = 0;
  await gate.start();
  address = await gate.services.listen(0);
}

/** Which stores are restored, and what is found of it: nothing, what a run puts right, or what has to be recovered. */
const CASES: [restored: Store[], found: string | undefined][] = [
  [['readModels'], undefined],
  [['bus'], undefined],
  [['readModels', 'bus'], undefined],
  [['keys'], 'keys-behind'],
  [['keys', 'bus'], 'keys-behind'],
  [['keys', 'readModels'], 'keys-behind'],
  [['events'], 'read-models-ahead'],
  [['events', 'bus'], 'read-models-ahead'],
  [['events', 'keys'], 'read-models-ahead'],
  [['events', 'readModels'], 'keys-ahead'],
];

describe('stores of which some were restored from the backup before the last run', () => {
  it('are as they are where none was', async () => {
    await startOn([]);
    expect(await shown()).toEqual(IN);
    expect(await shown(OTHER)).toEqual(ALL);
    expect(await disagreements(recovery())).toEqual([]);
  });

  it.each(CASES)('(%j) show nobody who was taken out since, and go on: %s', async (restored, found) => {
    await startOn(restored);
    expect(await shown()).toEqual(found === undefined ? IN : 403);
    expect(await disagreement()).toBe(found);
    const isTold = gate.log.some((line) => line.includes('STORES_DISAGREE') && line.includes(SCHOOL));
    expect(isTold).toBe(found !== undefined);

    const isAnotherPast = found === 'read-models-ahead';
    if (isAnotherPast) {
      // Runs go on as ever, until ledgers are longer than they were; documents stay those of another past.
      for (let run = 0; run < 2; run += 1) {
        const { schools } = await gate.sync();
        expect(schools.map(({ outcome }) => outcome)).toEqual(['completed', 'completed']);
        await gate.restart();
        address = await gate.services.listen(0);
        expect(await shown()).toBe(403);
        expect(await disagreement()).toBe(found);
      }
      await recover();
      expect(await shown()).toBe(403);
      expect(await disagreement()).not.toBe('read-models-ahead');
      // Started anew, the CMS is shown nothing before a run has completed, either.
      await gate.restart();
      address = await gate.services.listen(0);
      expect(await shown()).toBe(403);
    }
    // What people said since the backup is lost with the events, and said again before anything is served.
    if (restored.includes('events')) await block();
    await gate.sync();
    await recoverHidden(recovery());
    expect(await shown()).toEqual(IN);
    expect(await shown(OTHER)).toEqual(ALL);
    expect(await disagreements(recovery())).toEqual([]);
    expect(await listHiddenLines(gate.engines.readModels)).toEqual([]);
    expect(gate.log.join()).not.toContain('died');
    await gate.restart();
    address = await gate.services.listen(0);
    expect(await shown()).toEqual(IN);

    // The keys of those who left are destroyed again, whichever the backup brought back.
    const active: string[] = [];
    for await (const ids of gate.engines.keyStore.active('record/')) active.push(...ids);
    const out = ['ordered', 'blocked', 'lapsed', 'left'].map((name) => gate.keyOf('contact', name));
    expect(
      active.filter((id) => id.includes(`ledger-${SCHOOL}.`) && out.some((key) => id.includes(key))),
    ).toEqual([]);
  });

  it('are noticed by a run, too, which holds the school back until it has completed, and longer what it did not read', async () => {
    await startOn([]);
    const keyRing = new KeyRing(gate.engines.keyStore, gate.engines.masterKey);
    // All that is left of a run that the event store has lost while the services run, and the read models with it.
    await keyRing.ensure([newestRunKeyId({ schoolId: SCHOOL, run: 99, runId: randomUUID() })]);
    gate.sandbox.control.fault({ school: SCHOOL, resource: 'students', status: 503 });
    await gate.sync();
    const told = gate.log.filter((line) => line.includes('STORES_DISAGREE'));
    expect(told).toEqual([expect.stringContaining(SCHOOL)]);
    expect([await shown(), await shown(OTHER)]).toEqual([403, ALL]);
    gate.sandbox.control.clearFaults();
    await gate.sync();
    expect(await shown()).toEqual(IN);
  });

  it('are held back by whoever restored all of them, since they agree', async () => {
    await startOn(STORES);
    expect(await disagreements(recovery())).toEqual([]);
    expect(await holdAllBack(recovery(), new Date())).toBe(2);
    expect(await shown()).toBe(403);
    await block();
    await gate.sync();
    expect(await shown()).toEqual(IN);
  });

  it('are held back also where the read models are gone and made anew, by a run that did not read them, too', async () => {
    await gate.stop();
    now.restore(gate);
    backup.restore(gate, ['events', 'keys', 'bus']);
    removeFile(gate, 'readModels');
    const engines = openEmbeddedEngines(gate.directory);
    expect(await holdAllBack(engines, new Date())).toBe(2);
    await engines.close();
    gate.sandbox.control.fault({ school: SCHOOL, resource: 'students', status: 403 });
    await gate.start();
    address = await gate.services.listen(0);
    expect([await shown(), await shown(OTHER)]).toEqual([403, 403]);
    await block();
    await gate.sync();
    expect([await shown(), await shown(OTHER)]).toEqual([403, ALL]);
    gate.sandbox.control.clearFaults();
    await gate.sync();
    expect(await shown()).toEqual(IN);
  });
});
