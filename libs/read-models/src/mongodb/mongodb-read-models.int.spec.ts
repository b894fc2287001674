import { randomUUID } from 'node:crypto';
import { connectMongodb } from '@gatehouse/mongodb';
import { AnsweringServer, closedAfterEach, FaultyConnection, refusing } from '@gatehouse/mongodb/testing';
import { startMongodb } from '@gatehouse/engines';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { collectionName } from '../collection-name.js';
import { readModelsContract } from '../contract.js';
import type { Document, ReadModels, WriteOperation } from '../read-models.port.js';
import { ReadModelsUnavailable } from '../read-models.port.js';
import type { Stored } from './collection-schema.js';
import { openMongodbReadModels } from './mongodb-read-models.js';
import { writeGuarded } from './write-guarded.js';

const engine = await startMongodb();

if ('unavailable' in engine) {
  it.skip(`engine mongodb is not available: ${engine.unavailable}`, () => {});
} else {
  const at = { address: engine.address, database: `read-models-${randomUUID()}`, insecure: true };
  let raw: Connection;
  beforeAll(async () => {
    raw = await connectMongodb(at);
  });
  afterAll(async () => {
    await raw?.dropDatabase().finally(() => raw.close());
  });
  afterAll(() => engine.stop());

  readModelsContract('the MongoDB read models', {
    open: () => openMongodbReadModels(at),
    unique: () => randomUUID(),
    capabilities: { survivesReopen: true, severalConnections: true },
  });

  const closedAfterwards = closedAfterEach();
  async function openBy(way: { address: string }): Promise<ReadModels> {
    return closedAfterwards(await openMongodbReadModels({ ...at, address: way.address, timeoutMs: 10_000 }));
  }

  const newCollection = () => ({ addOn: `portal-${randomUUID()}`, kind: 'contact', version: 3 });
  const storedIn = (collection: ReturnType<typeof newCollection>) =>
    raw.db!.collection<Stored>(collectionName(collection));
  const op = (
    collection: WriteOperation['collection'],
    id: string,
    rev: number,
    document: Document | null = { rev },
  ): WriteOperation => ({ collection, schoolId: 'A1', id, rev, document });

  async function withModels(count: number, work: (...models: ReadModels[]) => Promise<void>): Promise<void> {
    const models: ReadModels[] = [];
    while (models.length < count) models.push(closedAfterwards(await openMongodbReadModels(at)));
    await work(...models);
  }

  describe('a collection in MongoDB', () => {
    it('is named with its version, and holds documents and bare tombstones', () =>
      withModels(1, async (models) => {
        const collection = newCollection();
        await models.write([op(collection, 'k1', 1), op(collection, 'k2', 1)]);
        await models.write([op(collection, 'k2', 2, null)]);
        expect(await storedIn(collection).find().sort({ _id: 1 }).toArray()).toEqual([
          { _id: 'A1/k1', rev: 1, school: 'A1', document: { rev: 1 } },
          { _id: 'A1/k2', rev: 2, gone: true },
        ]);
        expect(storedIn(collection).collectionName).toBe(`${collection.addOn}.contact.v3`);
      }));

    it('has an index of the documents of each school, without the tombstones', () =>
      withModels(2, async (one, other) => {
        const collection = newCollection();
        await Promise.all([one.write([op(collection, 'k1', 1)]), other.write([op(collection, 'k1', 2)])]);
        const indexes = await storedIn(collection).indexes();
        expect(indexes).toContainEqual(
          expect.objectContaining({
            key: { school: 1, _id: 1 },
            partialFilterExpression: { school: { $exists: true } },
          }),
        );
      }));

    it('keeps schools apart, also those whose ids look like another school with an id', () =>
      withModels(1, async (models) => {
        const collection = newCollection();
        const of = (schoolId: string, id: string) => ({
          ...op(collection, id, 1, { schoolId, id }),
          schoolId,
        });
        const pairs = [of('A', '1/k'), of('A/1', 'k'), of('A%2F1', 'k'), of('A', '1%2Fk')];
        await models.write(pairs);
        for (const { schoolId, id, document } of pairs) {
          expect((await models.get(collection, schoolId, id))?.document).toEqual(document);
        }
        expect(await models.count(collection, 'A/1')).toBe(1);
        expect((await models.list(collection, 'A', { limit: 9 })).map(({ id }) => id)).toEqual([
          '1%2Fk',
          '1/k',
        ]);
      }));

    it('leaves the database when it is dropped, and has its index again when it is made anew', () =>
      withModels(1, async (models) => {
        const collection = newCollection();
        await models.write([op(collection, 'k1', 1)]);
        await models.drop(collection);
        const names = (await raw.db!.listCollections().toArray()).map(({ name }) => name);
        expect(names).not.toContain(collectionName(collection));
        await models.write([op(collection, 'k1', 1)]);
        const keys = (await storedIn(collection).indexes()).map(({ key }) => key);
        expect(keys).toContainEqual({ school: 1, _id: 1 });
      }));

    it('gives fields back by the names they had', () =>
      withModels(1, async (models) => {
        const collection = newCollection();
        const text =
          '{"a.b":1,"$set":{"$ref":"x","$id":1},"":2,"__proto__":{"x":1},"_bsontype":"Long","%0024":{}}';
        await models.write([op(collection, 'k1', 1, JSON.parse(text) as Document)]);
        expect(JSON.stringify((await models.get(collection, 'A1', 'k1'))?.document)).toBe(text);
      }));
  });

  describe('writers at once', () => {
    it('leave the newest of all, documents and tombstones alike', () =>
      withModels(2, async (one, other) => {
        const collection = newCollection();
        const ids = Array.from({ length: 40 }, (_, n) => `k${n}`);
        const revs = Array.from({ length: 24 }, (_, n) => ((n * 7) % 24) + 1);
        const write = (models: ReadModels, rev: number, last: boolean) =>
          models.write(
            ids.map((id, n) =>
              op(collection, id, rev, last && n % 2 === 0 ? null : { rev, by: randomUUID() }),
            ),
          );
        await Promise.all(revs.map((rev, n) => write(n % 2 === 0 ? one : other, rev, rev === 24)));
        const stored = await storedIn(collection).find().toArray();
        expect(stored.map(({ rev }) => rev)).toEqual(ids.map(() => 24));
        expect(await one.count(collection, 'A1')).toBe(20);
        expect(await other.list(collection, 'A1', { limit: 99 })).toEqual(
          await one.list(collection, 'A1', { limit: 99 }),
        );
      }));

    it.each([
      ['an older document', { school: 'A1', document: {} }],
      ['an older tombstone', { gone: true as const }],
    ])('win with the newer document when %s is inserted between search and insert', (_, older) =>
      withModels(1, async (models) => {
        const collection = newCollection();
        await models.write([op(collection, 'other', 1)]);
        const documents = storedIn(collection);
        const sent: string[][] = [];
        // What the server does with an upsert that found nothing, when another writer has been quicker.
        const raced = new Proxy(documents, {
          get(target, name) {
            if (name !== 'bulkWrite') return Reflect.get(target, name).bind(target);
            return async (operations: { replaceOne: { filter: { _id: string }; replacement: object } }[]) => {
              sent.push(operations.map(({ replaceOne }) => replaceOne.filter._id));
              if (sent.length > 1) return target.bulkWrite(operations as never, { ordered: false });
              await target.insertMany([
                { _id: 'A1/k1', rev: 4, ...older },
                { _id: 'A1/k2', rev: 9, ...older },
              ]);
              const inserts = operations.map(({ replaceOne: { filter, replacement } }) => ({
                insertOne: { document: { _id: filter._id, ...replacement } },
              }));
              return target.bulkWrite(inserts as never, { ordered: false });
            };
          },
        });
        await writeGuarded(
          raced,
          ['k1', 'k2', 'k3'].map((id) => op(collection, id, 5)),
        );
        expect(sent).toEqual([['A1/k1', 'A1/k2', 'A1/k3'], ['A1/k1']]);
        const revs = await documents.find({ _id: /k\d/ }).sort({ _id: 1 }).toArray();
        expect(revs.map(({ rev }) => rev)).toEqual([5, 9, 5]);
      }),
    );
  });

  describe('a connection that is lost in the middle of a bulk', () => {
    it.each([
      ['on the way there', 'toServer' as const, 400_000],
      ['before the answer comes', 'toClient' as const, 0],
    ])('is told, and the write may be repeated: %s', async (_, way, bytes) => {
      const faulty = closedAfterwards(await FaultyConnection.before(engine.address));
      const models = await openBy(faulty);
      const collection = newCollection();
      const operations = Array.from({ length: 600 }, (_, n) =>
        op(collection, `k${n}`, 2, n % 3 === 0 ? null : { n, text: 'secret'.repeat(200) }),
      );
      await models.write([op(collection, 'k1', 1), op(collection, 'k3', 1), op(collection, 'k4', 9)]);
      faulty.cutAfter(way, bytes);
      const failure = await models.write(operations).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(ReadModelsUnavailable);
      expect(everythingOf(failure)).not.toContain('secret');
      await faulty.mend();
      await models.write(operations);
      expect(await models.count(collection, 'A1')).toBe(400);
      expect((await models.get(collection, 'A1', 'k4'))?.rev).toBe(9);
    });
  });

  describe('what is asked of MongoDB', () => {
    const asked = async () => {
      const answering = closedAfterwards(await AnsweringServer.before(engine.address));
      const models = await openBy(answering);
      return { answering, models };
    };
    it('is one answer for however many documents a call needs, where MongoDB by itself would end it after 101', async () => {
      const { answering, models } = await asked();
      const collection = newCollection();
      const operations = Array.from({ length: 500 }, (_, n) => op(collection, `k${n}`, 2));
      await models.write(operations);
      answering.commands.length = 0;
      // All are old: what is stored is looked up.
      await models.write(operations);
      expect(await models.list(collection, 'A1', { limit: 400 })).toHaveLength(400);
      const [update, find, list, ...others] = answering.commands;
      expect(others).toEqual([]);
      expect(update).toHaveProperty('update');
      // When the last document of a batch is the last of all, MongoDB does not know it yet.
      expect(find!['batchSize']).toBeGreaterThan(500);
      expect(list).toMatchObject({ limit: 400 });
      expect(list!['batchSize']).toBeGreaterThanOrEqual(400);
    });

    it('is a list in the order of the index that finds the school', async () => {
      const { answering, models } = await asked();
      const collection = newCollection();
      await models.write([op(collection, 'k1', 1)]);
      const [index] = (await storedIn(collection).indexes()).filter(({ key }) => key['school']);
      answering.commands.length = 0;
      await models.list(collection, 'A1', { after: 'k0', limit: 10 });
      expect(Object.entries(answering.commands[0]!['sort'] as object)).toEqual(Object.entries(index!.key));
    });
  });

  describe('a MongoDB that refuses', () => {
    it.each([
      ['reading', 'find', 13],
      ['writing', 'delete', 13],
      ['the password', 'find', 18],
    ])('%s is an error of its own at the start', async (_, command, code) => {
      const answering = closedAfterwards(await AnsweringServer.before(engine.address));
      answering.answerBy(refusing([command], code, 'Refused'));
      await expect(openBy(answering)).rejects.toMatchObject({ code: 'MONGODB_NOT_PERMITTED' });
    });

    it('what it has allowed before makes the read models unavailable, until it is allowed again', async () => {
      const answering = closedAfterwards(await AnsweringServer.before(engine.address));
      const models = await openBy(answering);
      const collection = newCollection();
      await models.write([op(collection, 'k1', 1)]);
      answering.answerBy(refusing(['update', 'find'], 13, 'Unauthorized'));
      const failures = [
        await models.write([op(collection, 'k2', 1)]).catch((error: unknown) => error),
        await models.get(collection, 'A1', 'k1').catch((error: unknown) => error),
      ];
      for (const failure of failures) {
        expect(failure).toBeInstanceOf(ReadModelsUnavailable);
        expect((failure as Error).message).toContain('readWrite');
        expect(everythingOf(failure)).not.toContain('secret');
      }
      answering.answerBy();
      await models.write([op(collection, 'k2', 1)]);
    });
  });

  describe('the MongoDB read models', () => {
    it('never quote a document in an error', () =>
      withModels(1, async (models) => {
        const collection = newCollection();
        // Stands for a validator that refuses: not every server of the protocol has them.
        await models.write([op(collection, 'k0', 1)]);
        await storedIn(collection).createIndex({ 'document.text': 1 }, { unique: true });
        const failure = await models
          .write([op(collection, 'k1', 1, { text: 'secret' }), op(collection, 'k2', 1, { text: 'secret' })])
          .catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(ReadModelsUnavailable);
        expect(everythingOf(failure)).not.toContain('secret');
      }));

    it('say that they are unavailable once they are closed', async () => {
      const models = await openMongodbReadModels(at);
      await models.close();
      await expect(models.count(newCollection(), 'A1')).rejects.toThrow(ReadModelsUnavailable);
      await expect(models.write([op(newCollection(), 'k1', 1)])).rejects.toThrow(ReadModelsUnavailable);
      await expect(models.drop(newCollection())).rejects.toThrow(ReadModelsUnavailable);
    });
  });
}

/** All that a logger could find in an error: its own fields and those of its causes. */
function everythingOf(error: unknown): string {
  const parts: string[] = [];
  for (let each = error; each instanceof Error; each = each.cause) {
    parts.push(each.message, each.stack ?? '', JSON.stringify(each));
  }
  return parts.join('\n');
}
