import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase } from '@gatehouse/sqlite';
import { ENGINE_FILES, openEmbeddedEngines } from './embedded-engines.js';
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

  it('says what to do where a key cannot be closed to others', async () => {
    await openDataDirectory(folder, sandbox, now);
    rmSync(path.join(folder, 'cms-api.key'));
    // Nobody may change it, whoever runs this, as on a disk that is read-only.
    symlinkSync('/proc/self/status', path.join(folder, 'cms-api.key'));
    const failing = openDataDirectory(folder, sandbox, now);
    expect(await code(failing)).toBe('DATA_DIRECTORY_NOT_WRITABLE');
    await expect(failing).rejects.toThrow(/belong to the user/);
    expect(await code(openExistingDataDirectory(folder))).toBe('DATA_DIRECTORY_NOT_WRITABLE');
  });

  it("refuses another installation's master key", async () => {
    await openDataDirectory(folder, sandbox, now);
    writeFileSync(path.join(folder, 'master.key'), 'abcd'.repeat(16));
    expect(await code(openDataDirectory(folder, sandbox, now))).toBe('MASTER_KEY_WRONG');
  });

  it.each([
    ['cms-api.key', 'x', 'API_KEY_WEAK'],
    ['cms-api.key', '', 'API_KEY_WEAK'],
    ['cms-api.key', 'a key that is long enough, but with spaces in it', 'API_KEY_WEAK'],
    ['master.key', '0'.repeat(64), 'MASTER_KEY_WEAK'],
  ])('refuses a prepared %s that is too weak (%j), and leaves it as it is', async (name, key, expected) => {
    const file = path.join(folder, name);
    mkdirSync(folder);
    writeFileSync(file, key);
    const failing = openDataDirectory(folder, sandbox, now);
    expect(await code(failing)).toBe(expected);
    await expect(failing).rejects.toThrow(/openssl rand -hex 32/);
    expect(readFileSync(file, 'utf8')).toBe(key);
    rmSync(file);
    await openDataDirectory(folder, sandbox, now);
    writeFileSync(file, key);
    expect(await code(openDataDirectory(folder, sandbox, now))).toBe(expected);
    expect(await code(openExistingDataDirectory(folder))).toBe(expected);
    expect(readFileSync(file, 'utf8')).toBe(key);
  });

  it('takes a prepared key that is good, white space around it left out', async () => {
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'cms-api.key'), 'a-prepared-key-of-at-least-32-characters\n');
    const { apiKey } = await openDataDirectory(folder, sandbox, now);
    expect(apiKey).toBe('a-prepared-key-of-at-least-32-characters');
  });

  it.each(['events.db', 'keys.db'])('never makes a lost %s again', async (name) => {
    const directory = await openDataDirectory(folder, sandbox, now);
    await openEmbeddedEngines(directory).close();
    rmSync(path.join(folder, name));
    expect(await code((async () => openEmbeddedEngines(directory).close())())).toBe('DATA_FILE_MISSING');
  });

  it.each(['events.db', 'keys.db'])('never fills a %s that was emptied', async (name) => {
    const directory = await openDataDirectory(folder, sandbox, now);
    await openEmbeddedEngines(directory).close();
    writeFileSync(path.join(folder, name), '');
    expect(await code((async () => openEmbeddedEngines(directory).close())())).toBe('DATA_FILE_MISSING');
  });

  it.each(Object.values(ENGINE_FILES))(
    'refuses a %s of a newer version, and another file under its name',
    async (name) => {
      const directory = await openDataDirectory(folder, sandbox, now);
      const opening = async () => openEmbeddedEngines(directory).close();
      await opening();
      const file = path.join(folder, name);
      // As many steps as a version to come may have.
      openDatabase(file, { durability: 'process', schema: Array<string>(9).fill('SELECT 1') }).close();
      expect(await code(opening())).toBe('DATABASE_TOO_NEW');
      for (const [foreign, text] of Object.entries({ 'no database': 'x'.repeat(9_000), 'another one': '' })) {
        for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
        writeFileSync(file, text);
        if (text === '')
          openDatabase(file, { durability: 'process', schema: ['CREATE TABLE theirs (id INTEGER)'] }).close();
        expect([foreign, await code(opening())]).toEqual([foreign, 'DATABASE_FOREIGN']);
      }
    },
  );

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
