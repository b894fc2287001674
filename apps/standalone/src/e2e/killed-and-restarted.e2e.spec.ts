import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { placesOf } from '@gatehouse/testing';
import type { Sandbox, World } from '@gatehouse/wonde-sandbox';
import { createSandbox, generateWorld } from '@gatehouse/wonde-sandbox';
import { aSchool, contact, ORDER, SCHOOL, student } from '../../testing/a-school.js';
import { comparableAtRest, copyDataDirectory } from '../../testing/comparable-at-rest.js';
import { ChildGate } from '../../testing/child-gate.js';
import { everySort } from '../../testing/every-sort.js';
import type { KillPoint } from '../../testing/kill-points.js';
import { killAt, seenOf } from '../../testing/kill-points.js';
import { marked } from '../../testing/marked.js';

const SECRET = 'zzSECRETzz';
/** Files by which two data directories are one installation. */
const IDENTITY = ['installation.json', 'master.key', 'cms-api.key'];

let parent: string;
let sandbox: Sandbox;
beforeEach(() => void (parent = mkdtempSync(path.join(tmpdir(), 'gate-killed-'))));
afterEach(async () => {
  await sandbox.close();
  rmSync(parent, { recursive: true });
});

const world = (seed: number): World => ({
  schools: [
    ...generateWorld({ seed, schools: 1, pupils: 60 }).schools,
    aSchool({ students: [student('kim', [contact('mum'), marked(contact('dad', ORDER), SECRET)])] }),
  ],
});
const schools = () =>
  sandbox.control.schools().flatMap(({ id, state }) => (state === 'approved' ? [id] : []));

async function synchronised(folder: string): Promise<void> {
  const { code, stderr } = await new ChildGate(sandbox, folder).ended();
  // Nothing went wrong, or something waits for a person.
  if (code !== 0 && code !== 7) throw new Error(`The run in ${folder} ended with ${code}: ${stderr}`);
}

const asked = (resource: string): KillPoint => ({
  name: `${resource} asked for`,
  isReached: ({ requests }) => requests(resource) > 0,
});
/** Where a file has grown by this part of what the undisturbed run made it grow. */
const grown = (file: string, part: number, before: string, after: string): KillPoint => {
  const [start, end] = [before, after].map((folder) => seenOf(sandbox, folder).bytes(file)) as [
    number,
    number,
  ];
  return {
    name: `${file} grown to ${Math.round(part * 100)} %`,
    isReached: ({ bytes }) => bytes(file) > start + part * (end - start),
  };
};

/** Kills a run that begins in a copy of `before` at each point, lets it finish, and holds it against `after`. */
async function killedAt(points: KillPoint[], before: string, after: string, files?: string[]) {
  const undisturbed = await comparableAtRest(after, schools());
  const inTime: string[] = [];
  for (const [i, point] of points.entries()) {
    const folder = path.join(parent, `killed-${i}`);
    copyDataDirectory(before, folder, files);
    sandbox.control.clearRequests();
    if (await killAt(new ChildGate(sandbox, folder), point, seenOf(sandbox, folder))) inTime.push(point.name);
    expect({ point: point.name, secrets: placesOf([SECRET], folder) }).toEqual({
      point: point.name,
      secrets: [],
    });
    await synchronised(folder);
    // What an order forbids may lag one run behind its child's withdrawal: both sides come to rest.
    if (!files) await synchronised(folder);
    const found = await comparableAtRest(folder, schools());
    expect({ point: point.name, found }).toEqual({ point: point.name, found: undisturbed });
  }
  return inTime;
}

/** Design section 8.3, with the real command as a process of its own. */
describe('a process killed at any instant and started again', () => {
  it('ends a first synchronisation as an undisturbed one', async () => {
    sandbox = await createSandbox({ world: world(1) });
    const after = path.join(parent, 'undisturbed');
    await synchronised(after);
    const nothing = path.join(parent, 'nothing');
    const points = [
      asked('schools'),
      asked('students'),
      asked('groups'),
      ...[0.02, 0.3, 0.7].map((part) => grown('events.db', part, nothing, after)),
      grown('keys.db', 0.5, nothing, after),
      grown('bus.db', 0.5, nothing, after),
      grown('read-models.db', 0.5, nothing, after),
    ];
    const inTime = await killedAt(points, after, after, IDENTITY);
    expect(inTime.length).toBeGreaterThanOrEqual(7);
  });

  it('ends a later one, with withdrawals, orders and a permission taken back, as an undisturbed one', async () => {
    sandbox = await createSandbox({ world: world(2) });
    const before = path.join(parent, 'before');
    await synchronised(before);
    changeEverySort();
    const after = path.join(parent, 'undisturbed');
    copyDataDirectory(before, after);
    await synchronised(after);
    await synchronised(after);
    const points = [
      asked('permissions'),
      asked('students'),
      asked('events'),
      ...[0.1, 0.4, 0.8].map((part) => grown('events.db', part, before, after)),
    ];
    const inTime = await killedAt(points, before, after);
    expect(inTime.length).toBeGreaterThanOrEqual(4);
  });
});

function changeEverySort(): void {
  const [generated = ''] = schools();
  // Not a permission of contacts: where an order takes the same person out, either may be first, and the other adds nothing.
  for (const change of everySort(sandbox.control.people(generated)))
    sandbox.control.change(generated, change);
  sandbox.control.change(SCHOOL, { kind: 'order-added', contact: 'mum' });
}
