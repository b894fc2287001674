import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { DatabaseForeign, DatabaseTooNew, DataFileNotUsable, SqliteFailure } from './errors.js';
import { inTransaction } from './in-transaction.js';
import { truncateLog } from './log-cutter.js';
import { openDatabase } from './open-database.js';
import { bytesOnDisk, ChildProcess, newDataFile } from './testing.js';

afterEach(() => ChildProcess.killAll());

const schema = ['CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)'];
const open = (file: string, steps = schema) => openDatabase(file, { durability: 'process', schema: steps });
const newFileOf = (text: string) => {
  const file = newDataFile();
  writeFileSync(file, text);
  return file;
};
const count = (db: ReturnType<typeof open>) => db.first<{ n: number }>('SELECT count(*) AS n FROM notes')?.n;

describe('a database file', () => {
  it('and the files beside it are readable for their owner only', () => {
    const file = newDataFile();
    const db = open(file);
    db.run('INSERT INTO notes (text) VALUES (?)', ['one']);
    for (const name of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(name).mode & 0o777).toBe(0o600);
    db.close();
  });

  it('waits for the disk only where a power loss must lose nothing', () => {
    const synchronous = (durability: 'power-loss' | 'process') =>
      openDatabase(newDataFile(), { durability }).first<{ synchronous: number }>('PRAGMA synchronous')
        ?.synchronous;
    expect([synchronous('power-loss'), synchronous('process')]).toEqual([2, 1]);
  });

  it('is brought to the newest schema version, each step once', () => {
    const file = newDataFile();
    open(file).close();
    const db = open(file, [...schema, 'ALTER TABLE notes ADD COLUMN colour TEXT']);
    db.run('INSERT INTO notes (text, colour) VALUES (?, ?)', ['one', 'red']);
    db.close();
    expect(() => open(file)).toThrow(DatabaseTooNew);
  });

  it.each([['CREATE TABLE others (id INTEGER)'], ['CREATE TABLE others (id INTEGER)', 'SELECT 1'], []])(
    'is refused, and not made anew, where the tables are those of another one (%j)',
    (...steps) => {
      const file = newDataFile();
      const other = open(file, steps);
      other.exec('CREATE TABLE IF NOT EXISTS others (id INTEGER)');
      other.close();
      const ours = [...schema, 'ALTER TABLE notes ADD COLUMN colour TEXT'];
      expect(() => open(file, ours)).toThrow(DatabaseForeign);
      expect(open(file, steps).first('SELECT count(*) AS n FROM sqlite_schema')).toEqual({ n: 1 });
    },
  );

  it('is refused, and left as it is, where it is no database', () => {
    const file = newDataFile();
    const text = 'Minutes of the governors. '.repeat(100);
    writeFileSync(file, text);
    expect(() => open(file)).toThrow(DatabaseForeign);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('can be opened by several processes that find it missing at the same time', async () => {
    const script = new URL('./testing/opens-and-writes.fixture.mjs', import.meta.url);
    const children = [1, 2, 3].map(() => ChildProcess.start(script, []));
    for (const child of children) await child.messages.untilCount(1);
    for (let round = 0; round < 25; round += 1) {
      const file = newDataFile();
      const at = Date.now() + 5;
      for (const child of children) child.tell({ file, at });
      for (const child of children) await child.messages.untilCount(round + 2);
      expect(children.map((child) => child.messages.seen.at(-1))).toEqual(['written', 'written', 'written']);
      const db = open(file);
      expect(count(db)).toBe(3);
      db.close();
    }
  });

  it('opened twice by one process keeps its log when another process opens and closes it', async () => {
    const file = newDataFile();
    const [first, second] = [open(file), open(file)];
    first.run('INSERT INTO notes (text) VALUES (?)', ['one']);
    const log = () => statSync(`${file}-wal`).ino;
    const before = log();
    const other = ChildProcess.start(new URL('./testing/opens-and-closes.fixture.mjs', import.meta.url), [
      file,
    ]);
    await other.messages.untilCount(1);
    await other.ended();
    expect(log()).toBe(before);
    second.run('INSERT INTO notes (text) VALUES (?)', ['two']);
    expect(count(first)).toBe(2);
    for (const db of [first, second]) db.close();
    expect(readdirSync(path.dirname(file)).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it.each([
    ['is another one’s and cannot be closed to others', () => '/proc/self/status'],
    ['stands where nothing can be made', () => path.join(newFileOf('no folder'), 'data.db')],
  ])('that %s is told with what to do', (_, file) => {
    expect(() => open(file())).toThrow(DataFileNotUsable);
    expect(() => open(file())).toThrow(/belong to the user/);
  });

  it('refuses work after it was closed', () => {
    const db = open(newDataFile());
    db.close();
    expect(() => db.all('SELECT 1')).toThrow(SqliteFailure);
  });
});

describe('a transaction', () => {
  it('has the only right to write from its start', () => {
    const file = newDataFile();
    const db = open(file);
    const other = openDatabase(file, { durability: 'process', schema, busyTimeoutMs: 0 });
    inTransaction(db, () => expect(() => inTransaction(other, () => undefined)).toThrow(SqliteFailure));
    expect(inTransaction(other, () => 'free again')).toBe('free again');
  });

  it('can be begun again after the file was busy, whatever else had met it so', () => {
    const file = newDataFile();
    const [db, other] = [open(file), openDatabase(file, { durability: 'process', schema, busyTimeoutMs: 0 })];
    const note = () => other.run('INSERT INTO notes (text) VALUES (?)', ['one']);
    const change = () => other.run('UPDATE notes SET text = ?', ['two']);
    const begin = () => inTransaction(other, () => undefined);
    inTransaction(db, () => {
      for (const work of [note, change, begin, change]) expect(work).toThrow(SqliteFailure);
    });
    db.run('INSERT INTO notes (text) VALUES (?)', ['three']);
    for (const work of [begin, change, note]) expect(work).not.toThrow();
    expect(count(other)).toBe(2);
  });

  it('leaves nothing behind when its work throws', () => {
    const db = open(newDataFile());
    const work = () => {
      db.run('INSERT INTO notes (text) VALUES (?)', ['half']);
      throw new Error('stop');
    };
    expect(() => inTransaction(db, work)).toThrow('stop');
    expect(count(db)).toBe(0);
    expect(db.inTransaction).toBe(false);
  });
});

describe('cutting the log', () => {
  it('removes older versions of a page from disk', () => {
    const file = newDataFile();
    const db = open(file);
    db.run('INSERT INTO notes (text) VALUES (?)', ['a-secret-text']);
    db.run('UPDATE notes SET text = NULL');
    expect(bytesOnDisk(file).includes('a-secret-text')).toBe(true);
    expect(truncateLog(db)).toBe(true);
    expect(bytesOnDisk(file).includes('a-secret-text')).toBe(false);
  });

  it('says at once that another connection is still reading', () => {
    const file = newDataFile();
    const db = open(file);
    db.run('INSERT INTO notes (text) VALUES (?)', ['one']);
    const reader = open(file);
    reader.run('BEGIN');
    expect(count(reader)).toBe(1);
    db.run('INSERT INTO notes (text) VALUES (?)', ['two']);
    expect(truncateLog(db)).toBe(false);
    reader.run('COMMIT');
    expect(truncateLog(db)).toBe(true);
  });
});
