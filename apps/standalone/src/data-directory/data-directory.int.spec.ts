import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEmbeddedEngines } from './embedded-engines.js';
import { openDataDirectory, openExistingDataDirectory } from './data-directory.js';
import type { Source } from './installation.js';

let parent: string;
let folder: string;
const now = new Date('2026-09-01T02:00:00Z');
const sandbox: Source = { kind: 'sandbox' };

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'data-directory-'));
  folder = path.join(parent, 'data');
});
afterEach(() => rmSync(parent, { recursive: true }));

const code = (opening: Promise<unknown>) =>
  opening.then(
    () => 'opened',
    (error: { code?: string }) => error.code,
  );

describe('a data directory', () => {
  it('is made once, with keys of its own, and opens again as it was', async () => {
    const first = await openDataDirectory(folder, sandbox, now);
    const again = await openDataDirectory(folder, sandbox, now);
    expect(again).toMatchObject({
      installation: first.installation,
      masterKey: first.masterKey,
      apiKey: first.apiKey,
    });
    expect(first.masterKey).toHaveLength(32);
  });

  it('is for its owner only, also when it was open to others before', async () => {
    mkdirSync(folder, { mode: 0o755 });
    await openDataDirectory(folder, sandbox, now);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of ['master.key', 'cms-api.key', 'installation.json']) {
      expect(statSync(path.join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  it.each<[string, Source, Source, string]>([
    ['a real Wonde', sandbox, { kind: 'wonde', host: 'api.wonde.com' }, 'OTHER_SOURCE'],
    ['the sandbox', { kind: 'wonde', host: 'api.wonde.com' }, sandbox, 'OTHER_SOURCE'],
    ['another host', { kind: 'wonde', host: 'a.test' }, { kind: 'wonde', host: 'b.test' }, 'OTHER_SOURCE'],
    ['the same source', sandbox, sandbox, 'opened'],
  ])('answers %s with the right code', async (_, madeFor, openedFor, expected) => {
    await openDataDirectory(folder, madeFor, now);
    expect(await code(openDataDirectory(folder, openedFor, now))).toBe(expected);
  });

  it('never makes a lost key again', async () => {
    await openDataDirectory(folder, sandbox, now);
    rmSync(path.join(folder, 'master.key'));
    expect(await code(openDataDirectory(folder, sandbox, now))).toBe('KEY_MISSING');
    writeFileSync(path.join(folder, 'master.key'), 'short');
    expect(await code(openDataDirectory(folder, sandbox, now))).toBe('MASTER_KEY_UNREADABLE');
  });

  it("refuses another installation's master key", async () => {
    await openDataDirectory(folder, sandbox, now);
    writeFileSync(path.join(folder, 'master.key'), 'ab'.repeat(32));
    expect(await code(openDataDirectory(folder, sandbox, now))).toBe('MASTER_KEY_WRONG');
  });

  it.each(['events.db', 'keys.db'])('never makes a lost %s again', async (name) => {
    const directory = await openDataDirectory(folder, sandbox, now);
    await openEmbeddedEngines(directory).close();
    rmSync(path.join(folder, name));
    expect(await code((async () => openEmbeddedEngines(directory).close())())).toBe('DATA_FILE_MISSING');
  });

  it.each(['read-models.db', 'bus.db'])('makes a lost %s again', async (name) => {
    const directory = await openDataDirectory(folder, sandbox, now);
    await openEmbeddedEngines(directory).close();
    rmSync(path.join(folder, name));
    expect(await code((async () => openEmbeddedEngines(directory).close())())).toBe('opened');
  });

  it('takes up a directory whose making was interrupted', async () => {
    await openDataDirectory(folder, sandbox, now);
    rmSync(path.join(folder, 'installation.json'));
    expect(await code(openDataDirectory(folder, sandbox, now))).toBe('opened');
  });

  it('refuses another format, something that is not ours, and a file', async () => {
    await openDataDirectory(folder, sandbox, now);
    writeFileSync(path.join(folder, 'installation.json'), '{"format": 99}');
    expect(await code(openDataDirectory(folder, sandbox, now))).toBe('OTHER_FORMAT');
    const foreign = path.join(parent, 'foreign');
    mkdirSync(foreign);
    writeFileSync(path.join(foreign, 'thesis.txt'), 'x');
    expect(await code(openDataDirectory(foreign, sandbox, now))).toBe('FOREIGN_DIRECTORY');
    expect(await code(openDataDirectory(path.join(foreign, 'thesis.txt'), sandbox, now))).toMatch(
      /DIRECTORY/,
    );
  });

  it('is not made by who only looks', async () => {
    expect(await code(openExistingDataDirectory(folder))).toBe('NO_DATA_DIRECTORY');
  });
});
