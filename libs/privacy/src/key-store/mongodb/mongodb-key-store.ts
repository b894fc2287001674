import type { MongodbOptions } from '@gatehouse/mongodb';
import { connectMongodb, fromByteText, orFailure, toByteText, writeUnordered } from '@gatehouse/mongodb';
import type { Connection, Model } from 'mongoose';
import mongoose from 'mongoose';
import type { KeyAnswer, KeyStore } from '../key-store.port.js';
import { answering } from './answering.js';
import { inParts } from './in-parts.js';
import type { StoredKey } from './key-schema.js';
import { keySchema, keyValidator } from './key-schema.js';

const ACTIVE_BATCH = 1_000;

/**
 * Opens the key store in the collection `keys` of a MongoDB database; several stores and processes may use it at once.
 *
 * @throws AddressRefused when the address is unsafe; KeyStoreUnavailable when no server answers.
 */
export async function openMongodbKeyStore(options: MongodbOptions): Promise<KeyStore> {
  return answering(async () => {
    const connection = await connectMongodb(options);
    try {
      const keys = connection.model<StoredKey>('key', keySchema, 'keys');
      await orFailure(async () => {
        await keys.createCollection({ validator: keyValidator });
        await keys.createIndexes();
      });
      return new MongodbKeyStore(connection, keys);
    } catch (error) {
      await connection.destroy();
      throw error;
    }
  });
}

class MongodbKeyStore implements KeyStore {
  readonly #connection: Connection;
  readonly #keys: Model<StoredKey>;

  constructor(connection: Connection, keys: Model<StoredKey>) {
    this.#connection = connection;
    this.#keys = keys;
  }

  async ensure(entries: readonly { id: string; wrapped: Buffer }[]): Promise<KeyAnswer[]> {
    const firsts = new Map<string, Buffer>();
    for (const { id, wrapped } of entries) if (!firsts.has(id)) firsts.set(id, wrapped);
    const answers = new Map<string, KeyAnswer>();
    for (const part of inParts([...firsts])) {
      const inserted = await answering(() => this.#insertMissing(part));
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
      for (const stored of await this.#run(() => this.#keys.find(filter).lean<StoredKey[]>())) {
        answers.set(fromByteText(stored._id), toAnswer(stored));
      }
    }
    return ids.map((id) => answers.get(id) ?? { state: 'unknown' });
  }

  async destroy(ids: readonly string[]): Promise<void> {
    for (const part of inParts(ids)) {
      const filter = { _id: { $in: part.map(toByteText) }, state: 'active' as const };
      await this.#run(() =>
        this.#keys.updateMany(filter, { $set: { state: 'destroyed' }, $unset: { wrapped: '' } }),
      );
    }
  }

  async *active(prefix: string): AsyncIterable<string[]> {
    const below = toByteText(prefix);
    let after = '';
    for (;;) {
      // No letter of a byte text comes after `\u00ff`.
      const range = { $gte: below, $gt: after, $lt: `${below}\u0100` };
      const stored = await this.#run(() =>
        this.#keys
          .find({ state: 'active', _id: range }, { _id: 1 })
          .sort({ _id: 1 })
          .limit(ACTIVE_BATCH)
          .lean<{ _id: string }[]>(),
      );
      if (stored.length > 0) yield stored.map(({ _id }) => fromByteText(_id));
      if (stored.length < ACTIVE_BATCH) return;
      after = stored.at(-1)!._id;
    }
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  /** Which of the entries it inserted. What is there is left as it is, whether active or destroyed. */
  async #insertMissing(entries: readonly [id: string, wrapped: Buffer][]): Promise<Iterable<number>> {
    const { inserted } = await writeUnordered(
      this.#connection.db!.collection<StoredKey>(this.#keys.collection.name),
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

  #run<T>(work: () => PromiseLike<T>): Promise<T> {
    return answering(() => orFailure(async () => work()));
  }
}

function toAnswer({ state, wrapped }: StoredKey): KeyAnswer {
  if (state === 'destroyed') return { state };
  return { state, wrapped: Buffer.from(wrapped.value()) };
}
