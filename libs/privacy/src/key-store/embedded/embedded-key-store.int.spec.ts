import { randomBytes, randomUUID } from 'node:crypto';
import { openDatabase } from '@gatehouse/sqlite';
import { bytesOnDisk, ChildProcess, newDataFile } from '@gatehouse/sqlite/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { keyStoreContract } from '../key-store.contract.js';
import { KeyStoreUnavailable } from '../key-store.port.js';
import { openEmbeddedKeyStore } from './embedded-key-store.js';
import { keyStoreSchema } from './schema.js';

afterEach(() => ChildProcess.killAll());

const shared = newDataFile();
keyStoreContract('the embedded key store', {
  open: async () => openEmbeddedKeyStore(shared),
  unique: () => randomUUID(),
  capabilities: { survivesReopen: true, severalStores: true },
});

const newEntry = () => ({ id: `record/${randomUUID()}`, wrapped: randomBytes(60) });

/** Another connection that has begun to read and keeps its view of the file. */
function lastingReader(file: string) {
  const reader = openDatabase(file, { durability: 'process', schema: keyStoreSchema });
  reader.run('BEGIN');
  reader.all('SELECT count(*) FROM keys');
  return reader;
}

describe('a destroyed key', () => {
  it('has left no byte in any file when the destruction resolves', async () => {
    const file = newDataFile();
    const store = openEmbeddedKeyStore(file);
    let live: ReturnType<typeof newEntry>[] = [];
    const destroyed: ReturnType<typeof newEntry>[] = [];
    for (let round = 0; round < 12; round += 1) {
      const added = Array.from({ length: 250 }, newEntry);
      await store.ensure(added);
      live.push(...added);
      const going = live.filter((_, n) => n % 3 === round % 3);
      live = live.filter((_, n) => n % 3 !== round % 3);
      await store.destroy(going.map(({ id }) => id));
      destroyed.push(...going);
      const bytes = bytesOnDisk(file);
      expect(going.filter(({ wrapped }) => bytes.includes(wrapped))).toEqual([]);
    }
    const bytes = bytesOnDisk(file);
    expect(destroyed.filter(({ wrapped }) => bytes.includes(wrapped))).toEqual([]);
    expect(live.filter(({ wrapped }) => !bytes.includes(wrapped))).toEqual([]);
    await store.close();
  });

  it('is waited for until other readers have left the log', async () => {
    const file = newDataFile();
    const store = openEmbeddedKeyStore(file);
    const entry = newEntry();
    await store.ensure([entry]);
    const reader = lastingReader(file);
    const destruction = store.destroy([entry.id]);
    setImmediate(() => reader.run('COMMIT'));
    await destruction;
    expect(bytesOnDisk(file).includes(entry.wrapped)).toBe(false);
    await store.close();
  });

  it('is never called gone while a reader keeps its bytes in the log; destroying it again finishes the work', async () => {
    const file = newDataFile();
    const store = openEmbeddedKeyStore(file, { destroyTimeoutMs: 60 });
    const entry = newEntry();
    await store.ensure([entry]);
    const reader = lastingReader(file);
    await expect(store.destroy([entry.id])).rejects.toThrow(KeyStoreUnavailable);
    expect(await store.get([entry.id])).toEqual([{ state: 'destroyed' }]);
    reader.run('COMMIT');
    await store.destroy([entry.id]);
    expect(bytesOnDisk(file).includes(entry.wrapped)).toBe(false);
    await store.close();
  });
});

describe('the embedded key store', () => {
  it('has whole batches, and every one it promised, when the process is killed', async () => {
    const file = newDataFile();
    const child = ChildProcess.start(new URL('./ensures-until-killed.fixture.mjs', import.meta.url), [file]);
    await child.messages.untilCount(20);
    await child.kill();
    const store = openEmbeddedKeyStore(file);
    const ids: string[] = [];
    for await (const batch of store.active('run/')) ids.push(...batch);
    expect(ids.length % 5).toBe(0);
    expect(ids.length / 5 - 1).toBeGreaterThanOrEqual(child.messages.seen.at(-1) as number);
    await store.close();
  });

  it('says that it is unavailable once it is closed', async () => {
    const store = openEmbeddedKeyStore(newDataFile());
    await store.close();
    await expect(store.get(['record/1'])).rejects.toThrow(KeyStoreUnavailable);
  });
});
