import { randomBytes, randomUUID } from 'node:crypto';
import { openMongodbKeyStore } from '@gatehouse/privacy/mongodb';
import mongoose from 'mongoose';
import type { OpenContender } from '../../contenders/contender.js';
import { timed } from '../../contenders/timed.js';
import { inBatches } from '../in-batches.js';
import { mustBeAll } from '../must-be-all.js';
import { bareMongodb } from './bare-mongodb.js';
import { IN_CALL } from './some-documents.js';

/** `ensure` stores new keys; `get` asks for keys that are there. */
export type KeyCase = 'ensure' | 'get';

const { Binary } = mongoose.mongo;

interface StoredForm {
  _id: string;
  state: string;
  wrapped: mongoose.mongo.Binary;
}

/** New keys with new ids, as a ledger's writer makes them. */
const someKeys = (amount: number, of: string) =>
  Array.from({ length: amount }, () => ({
    id: `record/ledger-${of}.parent-portal/${randomBytes(16).toString('hex')}/1`,
    wrapped: randomBytes(60),
  }));

/** Keys through the adapter. */
export const keysThroughAdapter =
  (what: KeyCase): OpenContender =>
  async ({ address, amount, place }) => {
    const store = await openMongodbKeyStore({ address, database: place, insecure: true });
    const client = await bareMongodb(address);
    const turn = async () => {
      const of = randomUUID();
      const batches = inBatches(someKeys(amount, of), IN_CALL);
      const ensured = await timed(async () => {
        for (const batch of batches) await store.ensure(batch);
      });
      const got = await timed(async () => {
        let active = 0;
        for (const batch of batches) {
          const answers = await store.get(batch.map(({ id }) => id));
          active += answers.filter(({ state }) => state === 'active').length;
        }
        mustBeAll(active, amount);
      });
      await forget(client, place, of);
      return what === 'ensure' ? ensured : got;
    };
    const close = async () => {
      await Promise.all([store.close(), client.close()]);
    };
    return { turn, close };
  };

/** The same with the driver alone. */
export const keysBare =
  (what: KeyCase): OpenContender =>
  async ({ address, amount, place }) => {
    const client = await bareMongodb(address);
    const keys = client.db(place).collection<StoredForm>('keys');
    await keys.createIndex({ state: 1, _id: 1 });
    const turn = async () => {
      const of = randomUUID();
      const batches = inBatches(someKeys(amount, of), IN_CALL);
      const ensured = await timed(async () => {
        for (const batch of batches) {
          const operations = batch.map(({ id, wrapped }) => ({
            updateOne: {
              filter: { _id: id },
              update: { $setOnInsert: { state: 'active', wrapped: new Binary(wrapped) } },
              upsert: true,
            },
          }));
          await keys.bulkWrite(operations, { ordered: false });
        }
      });
      const got = await timed(async () => {
        let active = 0;
        for (const batch of batches) {
          const stored = await keys.find({ _id: { $in: batch.map(({ id }) => id) } }).toArray();
          const byId = new Map(stored.map((each) => [each._id, each]));
          active += batch.filter(({ id }) => byId.get(id)?.state === 'active').length;
        }
        mustBeAll(active, amount);
      });
      await forget(client, place, of);
      return what === 'ensure' ? ensured : got;
    };
    return { turn, close: () => client.close() };
  };

/** So that the collection does not grow from turn to turn. */
async function forget(client: mongoose.mongo.MongoClient, place: string, of: string): Promise<void> {
  await client
    .db(place)
    .collection<StoredForm>('keys')
    .deleteMany({ _id: { $gte: `record/ledger-${of}.`, $lt: `record/ledger-${of}/` } });
}
