import type { MongodbOptions } from '@gatehouse/mongodb';
import {
  fromByteText,
  inParts,
  modelIn,
  MongodbClient,
  toByteText,
  writeUnordered,
} from '@gatehouse/mongodb';
import type { Connection, Model } from 'mongoose';
import mongoose from 'mongoose';
import type { KeyAnswer, KeyStore } from '../key-store.port.js';
import { answering, opening } from './answering.js';
import type { StoredKey } from './key-schema.js';
import { keySchema, keyValidator } from './key-schema.js';

const ACTIVE_BATCH = 1_000;

/**
 * Opens the key store in the collection `keys` of a MongoDB database; several stores and processes may use it at once.
 * Each call ends within three times `timeoutMs` for each 10,000 keys.
 *
 * @throws AddressRefused when the address is unsafe; MongodbNotPermitted when the user is refused, or may not read and
 * write; KeyStoreUnavailable when no server answers.
 */
export async function openMongodbKeyStore(options: MongodbOptions): Promise<KeyStore> {
  return opening(async () => {
    const client = await MongodbClient.open(options);
    try {
      await client.run(async (connection) => {
        const keys = keysIn(connection);
        await keys.createCollection({ validator: keyValidator });
        await keys.createIndexes();
      });
      return new MongodbKeyStore(client);
    } catch (error) {
      await client.close();
      throw error;
    }
  });
}

const keysIn = (connection: Connection): Model<StoredKey> => modelIn(connection, 'keys', keySchema);

class MongodbKeyStore implements KeyStore {
  readonly #client: MongodbClient;

  constructor(client: MongodbClient) {
    this.#client = client;
  }

  async ensure(entries: readonly { id: string; wrapped: Buffer }[]): Promise<KeyAnswer[]> {
    const firsts = new Map<string, Buffer>();
    for (const { id, wrapped } of entries) if (!firsts.has(id)) firsts.set(id, wrapped);
    const answers = new Map<string, KeyAnswer>();
    for (const part of inParts([...firsts])) {
      const inserted = await answering(() =>
        this.#client.run((connection) => insertMissing(connection, part)),
      );
      for (const index of inserted) {
        const [id, wrapped] = part[index]!;
        answers.set(id, { state: 'active', wrapped });
      }
    }
    const others = [...firsts.keys()].filter((id) => !answers.has(id));
    (await this.get(others)).forEach((answer, index) => answers.set(others[index]!, answer));
    return entries.map(({ id }) => answers.get(id)!);
  }

  async get(ids: readonly string[]): Promise<KeyAnswer[]> {
    const answers = new Map<string, KeyAnswer>();
    for (const part of inParts([...new Set(ids)])) {
      const filter = { _id: { $in: part.map(toByteText) } };
      // One more than may come, so that the first answer is the last: by itself it would end after 101.
      const found = await this.#run((keys) =>
        keys
          .find(filter)
          .batchSize(part.length + 1)
          .lean<StoredKey[]>(),
      );
      for (const stored of found) {
        answers.set(fromByteText(stored._id), toAnswer(stored));
      }
    }
    return ids.map((id) => answers.get(id) ?? { state: 'unknown' });
  }

  async destroy(ids: readonly string[]): Promise<void> {
    for (const part of inParts(ids)) {
      const filter = { _id: { $in: part.map(toByteText) }, state: 'active' as const };
      await this.#run((keys) =>
        keys.updateMany(filter, { $set: { state: 'destroyed' }, $unset: { wrapped: '' } }),
      );
    }
  }

  async *active(prefix: string): AsyncIterable<string[]> {
    const below = toByteText(prefix);
    let after = '';
    for (;;) {
      // No letter of a byte text comes after `\u00ff`.
      const range = { $gte: below, $gt: after, $lt: `${below}\u0100` };
      // Sorted as the index is, so that this one serves the filter and the order.
      const stored = await this.#run((keys) =>
        keys
          .find({ state: 'active', _id: range }, { _id: 1 })
          .sort({ state: 1, _id: 1 })
          .limit(ACTIVE_BATCH)
          .batchSize(ACTIVE_BATCH)
          .lean<{ _id: string }[]>(),
      );
      if (stored.length > 0) yield stored.map(({ _id }) => fromByteText(_id));
      if (stored.length < ACTIVE_BATCH) return;
      after = stored.at(-1)!._id;
    }
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  #run<T>(work: (keys: Model<StoredKey>) => PromiseLike<T>): Promise<T> {
    return answering(() => this.#client.run((connection) => work(keysIn(connection))));
  }
}

/** Which of the entries it inserted. What is there is left as it is, whether active or destroyed. */
async function insertMissing(
  connection: Connection,
  entries: readonly [id: string, wrapped: Buffer][],
): Promise<Iterable<number>> {
  const { inserted } = await writeUnordered(
    connection.db!.collection<StoredKey>('keys'),
    entries.map(([id, wrapped]) => ({
      updateOne: {
        filter: { _id: toByteText(id) },
        update: { $setOnInsert: { state: 'active', wrapped: new mongoose.mongo.Binary(wrapped) } },
        upsert: true,
      },
    })),
  );
  // A duplicate key means that another writer inserted it in between: then it is there, as if found at once.
  return inserted;
}

function toAnswer({ state, wrapped }: StoredKey): KeyAnswer {
  if (state === 'destroyed') return { state };
  return { state, wrapped: Buffer.from(wrapped.value()) };
}
