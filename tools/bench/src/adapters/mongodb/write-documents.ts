import { randomUUID } from 'node:crypto';
import { openMongodbReadModels } from '@gatehouse/read-models/mongodb';
import type { OpenContender } from '../../contenders/contender.js';
import { timed } from '../../contenders/timed.js';
import { inBatches } from '../in-batches.js';
import { bareMongodb, ignoringDuplicates } from './bare-mongodb.js';
import { IN_CALL, SCHOOL, someDocuments } from './some-documents.js';

/** `new`: into an empty collection. `older`: over documents that are all newer, so that nothing may change. */
export type WriteCase = 'new' | 'older';

const STORED_REV = 10;
const OLDER_REV = 5;

interface StoredForm {
  _id: string;
  rev: number;
  school: string;
  document: object;
}

/** Guarded writes through the adapter. */
export const writeThroughAdapter =
  (what: WriteCase): OpenContender =>
  async ({ address, amount, place }) => {
    const models = await openMongodbReadModels({ address, database: place, insecure: true });
    const client = await bareMongodb(address);
    const write = async (addOn: string, rev: number) => {
      const operations = someDocumentsOnce(amount).map(({ id, document }) => ({
        collection: { addOn, kind: 'contact', version: 1 },
        schoolId: SCHOOL,
        id,
        rev,
        document,
      }));
      return timed(async () => {
        for (const batch of inBatches(operations, IN_CALL)) await models.write(batch);
      });
    };
    const turn = async () => {
      const addOn = `bench-${randomUUID()}`;
      // Makes the collection, which is not measured.
      const first = { collection: { addOn, kind: 'contact', version: 1 }, schoolId: SCHOOL, id: 'first' };
      await models.write([{ ...first, rev: 1, document: {} }]);
      if (what === 'older') await write(addOn, STORED_REV);
      const taken = await write(addOn, what === 'older' ? OLDER_REV : STORED_REV);
      await client.db(place).dropCollection(`${addOn}.contact.v1`);
      return taken;
    };
    const close = async () => {
      await Promise.all([models.close(), client.close()]);
    };
    return { turn, close };
  };

/** The same with the driver alone: the same guarded upserts, unordered, the same index. */
export const writeBare =
  (what: WriteCase): OpenContender =>
  async ({ address, amount, place }) => {
    const client = await bareMongodb(address);
    const turn = async () => {
      const name = `bench-${randomUUID()}`;
      const collection = await client.db(place).createCollection<StoredForm>(name);
      const partialFilterExpression = { school: { $exists: true } };
      await collection.createIndex({ school: 1, _id: 1 }, { partialFilterExpression });
      const write = async (rev: number) =>
        timed(async () => {
          for (const batch of inBatches(someDocumentsOnce(amount), IN_CALL)) {
            const operations = batch.map(({ id, document }) => ({
              replaceOne: {
                filter: { _id: `${SCHOOL}/${id}`, rev: { $lt: rev } },
                replacement: { rev, school: SCHOOL, document },
                upsert: true,
              },
            }));
            await ignoringDuplicates(collection.bulkWrite(operations, { ordered: false }));
          }
        });
      if (what === 'older') await write(STORED_REV);
      const taken = await write(what === 'older' ? OLDER_REV : STORED_REV);
      await collection.drop();
      return taken;
    };
    return { turn, close: () => client.close() };
  };

let documents: ReturnType<typeof someDocuments> | undefined;
/** The same documents in every turn of a process. */
const someDocumentsOnce = (amount: number) => (documents ??= someDocuments(amount));
