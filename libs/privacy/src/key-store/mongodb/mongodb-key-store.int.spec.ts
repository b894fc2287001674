import { randomBytes, randomUUID } from 'node:crypto';
import { startMongodb } from '@gatehouse/engines';
import { connectMongodb } from '@gatehouse/mongodb';
import { AnsweringServer, closedAfterEach, FaultyConnection, refusing } from '@gatehouse/mongodb/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { keyStoreContract } from '../key-store.contract.js';
import type { KeyStore } from '../key-store.port.js';
import { KeyStoreUnavailable } from '../key-store.port.js';
import type { StoredKey } from './key-schema.js';
import { openMongodbKeyStore } from './mongodb-key-store.js';

const engine = await startMongodb();

if ('unavailable' in engine) {
  it.skip(`engine mongodb is not available: ${engine.unavailable}`, () => {});
} else {
  const at = { address: engine.address, database: `keys-${randomUUID()}`, insecure: true };
  let raw: Connection;
  beforeAll(async () => {
    raw = await connectMongodb(at);
  });
  afterAll(async () => {
    await raw?.dropDatabase().finally(() => raw.close());
  });
  afterAll(() => engine.stop());

  keyStoreContract('the MongoDB key store', {
    open: () => openMongodbKeyStore(at),
    unique: () => randomUUID(),
    capabilities: { survivesReopen: true, severalStores: true },
  });

  const closedAfterwards = closedAfterEach();
  async function openBy(way: { address: string }): Promise<KeyStore> {
    return closedAfterwards(await openMongodbKeyStore({ ...at, address: way.address, timeoutMs: 10_000 }));
  }

  async function withStores(count: number, work: (...stores: KeyStore[]) => Promise<void>): Promise<void> {
    const stores: KeyStore[] = [];
    while (stores.length < count) stores.push(closedAfterwards(await openMongodbKeyStore(at)));
    await work(...stores);
  }
  const newEntries = (count: number) => {
    const path = randomUUID();
    return Array.from({ length: count }, (_, n) => ({ id: `${path}/${n}`, wrapped: randomBytes(60) }));
  };

  describe('a destroyed key in MongoDB', () => {
    it('has left its document', () =>
      withStores(1, async (store) => {
        const [entry] = newEntries(1);
        await store.ensure([entry!]);
        await store.destroy([entry!.id]);
        expect(await raw.db!.collection<StoredKey>('keys').findOne({ _id: entry!.id })).toEqual({
          _id: entry!.id,
          state: 'destroyed',
        });
      }));

    it('is never revived, however many stores bring a key for it at once', () =>
      withStores(3, async (...stores) => {
        const entries = newEntries(30);
        const ids = entries.map(({ id }) => id);
        await stores[0]!.ensure(entries);
        const bringing = stores.map((store) =>
          store.ensure(ids.map((id) => ({ id, wrapped: randomBytes(60) }))),
        );
        await Promise.all([...bringing, stores[1]!.destroy(ids)]);
        for (const answers of await Promise.all(bringing)) {
          answers.forEach((answer, n) =>
            expect([
              { state: 'destroyed' },
              { state: 'active', wrapped: entries[n]!.wrapped },
            ]).toContainEqual(answer),
          );
        }
        expect(await stores[2]!.get(ids)).toEqual(ids.map(() => ({ state: 'destroyed' })));
      }));
  });

  describe('stores at once', () => {
    it('all get the same key for an id that each of them brings', () =>
      withStores(4, async (...stores) => {
        const ids = newEntries(50).map(({ id }) => id);
        const answers = await Promise.all(
          stores.map((store) => store.ensure(ids.map((id) => ({ id, wrapped: randomBytes(60) })))),
        );
        const stored = await stores[0]!.get(ids);
        for (const each of answers) expect(each).toEqual(stored);
      }));
  });

  describe('a lost connection', () => {
    it('is told, and repeating finishes the work with one key for each id', async () => {
      const faulty = closedAfterwards(await FaultyConnection.before(engine.address));
      const store = await openBy(faulty);
      const entries = newEntries(300);
      faulty.cutAfter('toClient', 0);
      await expect(store.ensure(entries)).rejects.toThrow(KeyStoreUnavailable);
      await faulty.mend();
      const answers = await store.ensure(entries);
      expect(answers).toEqual(entries.map(({ wrapped }) => ({ state: 'active', wrapped })));
    });

    it('is what a closed store says', async () => {
      const store = await openMongodbKeyStore(at);
      await store.close();
      await expect(store.get(['record/1'])).rejects.toThrow(KeyStoreUnavailable);
    });
  });

  describe('what is asked of MongoDB', () => {
    it('is one answer for however many keys a call needs, where MongoDB by itself would end it after 101', async () => {
      const answering = closedAfterwards(await AnsweringServer.before(engine.address));
      const store = await openBy(answering);
      const entries = newEntries(500);
      await store.ensure(entries);
      const ids = entries.map(({ id }) => id);
      answering.commands.length = 0;
      expect(await store.get(ids)).toHaveLength(500);
      const listed: string[] = [];
      for await (const batch of store.active(ids[0]!.split('/')[0]!)) listed.push(...batch);
      expect(listed).toHaveLength(500);
      const [get, active, ...others] = answering.commands;
      expect(others).toEqual([]);
      expect(get!['batchSize']).toBeGreaterThan(500);
      expect(active!['batchSize']).toBeGreaterThanOrEqual(1_000);
      // In the order of the index: that one serves the filter, too.
      expect(Object.keys(active!['sort'] as object)).toEqual(['state', '_id']);
    });
  });

  describe('a MongoDB that refuses', () => {
    it.each([
      ['the right', 'createIndexes', 13],
      ['the password', 'create', 18],
    ])('%s is an error of its own at the start', async (_, command, code) => {
      const answering = closedAfterwards(await AnsweringServer.before(engine.address));
      answering.answerBy(refusing([command], code, 'Refused'));
      await expect(openBy(answering)).rejects.toMatchObject({ code: 'MONGODB_NOT_PERMITTED' });
    });

    it('what it has allowed before makes the key store unavailable, until it is allowed again', async () => {
      const answering = closedAfterwards(await AnsweringServer.before(engine.address));
      const store = await openBy(answering);
      answering.answerBy(refusing(['update', 'find'], 13, 'Unauthorized'));
      const entries = newEntries(2);
      await expect(store.ensure(entries)).rejects.toThrow(KeyStoreUnavailable);
      await expect(store.get(['record/1'])).rejects.toThrow(/readWrite/);
      answering.answerBy();
      expect(await store.ensure(entries)).toHaveLength(2);
    });
  });
}
