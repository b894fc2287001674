import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import { openEmbeddedKeyStore } from '@gatehouse/privacy/embedded';
import type { World } from '@gatehouse/wonde-sandbox';
import { aSchool, contact, student } from '../../testing/a-school.js';
import { removeFile } from '../../testing/altered-file.js';
import type { Store } from '../../testing/backup.js';
import { Backup, fileOf } from '../../testing/backup.js';
import { Gate } from '../../testing/gate.js';
import { ServiceProcess } from '../testing/service-process.js';

const world = (): World => ({
  schools: [aSchool({ students: [student('kim', [contact('mum')])] })],
});

let ours: Gate;
let theirs: Gate;
let folder: string;
let own: Backup;
let foreign: Backup;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'backups-'));
  [ours, theirs] = [await Gate.open({ world: world() }), await Gate.open({ world: world() })];
  // As an earlier version: nothing says whose the stores are.
  for (const gate of [ours, theirs]) {
    await gate.sync();
    await gate.stop();
  }
  [own, foreign] = [new Backup(ours, folder, 'own'), new Backup(theirs, folder, 'foreign')];
});
afterAll(async () => {
  await ours.close();
  await theirs.close();
  rmSync(folder, { recursive: true });
});

/** `npm start -- --once --json` on a data directory. */
async function started(gate: Gate) {
  const start = fileURLToPath(new URL('../../bin/start.mjs', import.meta.url));
  const options = ['--once', '--json', '--wonde-url', gate.sandbox.url, '--data-dir', gate.directory.folder];
  const env = { PATH: process.env['PATH'], WONDE_TOKEN: gate.sandbox.token };
  const child = spawn(process.execPath, [start, ...options], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, said, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ]);
  const { error: problem } = JSON.parse(output) as { error?: { code: string; message: string } };
  return { code, said, problem };
}

describe('npm start', () => {
  it('goes on with the data directory of an earlier version, on which services start then, too', async () => {
    expect(await started(ours)).toMatchObject({ code: 0 });
    const service = new ServiceProcess('permission-policy', {
      GATEHOUSE_EVENT_STORE: `file:${fileOf(ours, 'events')}`,
      GATEHOUSE_MESSAGE_BUS: `file:${fileOf(ours, 'bus')}`,
      GATEHOUSE_KEY_STORE: `file:${fileOf(ours, 'keys')}`,
      GATEHOUSE_MASTER_KEY_FILE: ours.directory.file('master.key'),
      GATEHOUSE_HEALTH_PORT: '0',
    });
    await service.said('Started.');
    expect(await service.stopped()).toBe(0);
    own = new Backup(ours, folder, 'marked');
  });

  it.each([
    ['keys', 'was never used', openEmbeddedKeyStore],
    ['events', 'is without any history', openEmbeddedEventStore],
  ] as const)('ends with 3 where %s was made anew, and begins nothing', async (store, words, open) => {
    removeFile(ours, store);
    await open(fileOf(ours, store)).close();
    const refused = { code: 'STORES_OF_ANOTHER', message: expect.stringContaining(words) };
    // Also the second time: the first has left nothing that would be taken for a store in use.
    for (let time = 0; time < 2; time += 1) {
      expect(await started(ours)).toMatchObject({ code: 3, problem: refused });
    }
    own.restore(ours);
    expect(await started(ours)).toMatchObject({ code: 0 });
  });

  it.each<[Store[], string]>([
    [['events', 'readModels'], 'holds the history of another installation'],
    [['events', 'keys', 'readModels'], 'is not the key that this key store was made with'],
  ])('ends with 3 where %j are those of another installation', async (stores, words) => {
    foreign.restore(ours, stores);
    const refused = { code: 'STORES_OF_ANOTHER', message: expect.stringContaining(words) };
    expect(await started(ours)).toMatchObject({ code: 3, problem: refused });
    own.restore(ours);
  });
});
