import type { MongodbOptions } from '@gatehouse/mongodb';
import { connectMongodb, orFailure } from '@gatehouse/mongodb';
import type { Connection, Model } from 'mongoose';
import { collectionName } from '../collection-name.js';
import { newestOfEach } from '../newest-of-each.js';
import type {
  Collection,
  ListOptions,
  ReadModels,
  StoredDocument,
  WriteOperation,
} from '../read-models.port.js';
import { answering } from './answering.js';
import type { Checkpoint, Stored } from './collection-schema.js';
import { checkpointSchema } from './collection-schema.js';
import { Collections } from './collections.js';
import { documentId, idIn, idsOfSchool } from './document-id.js';
import { fromStored } from './stored-document.js';
import { writeGuarded } from './write-guarded.js';

/**
 * Opens the read models in a MongoDB database; several of them and several processes may write at once. Each versioned
 * collection is one of the database: `parent-portal.contact.v1`.
 *
 * @throws AddressRefused when the address is unsafe; ReadModelsUnavailable when no server answers.
 */
export async function openMongodbReadModels(options: MongodbOptions): Promise<ReadModels> {
  return new MongodbReadModels(await answering(() => connectMongodb(options)));
}

class MongodbReadModels implements ReadModels {
  readonly #connection: Connection;
  readonly #collections: Collections;
  readonly #checkpoints: Model<Checkpoint>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#collections = new Collections(connection);
    this.#checkpoints = connection.model<Checkpoint>('checkpoint', checkpointSchema, 'checkpoints');
  }

  async write(operations: readonly WriteOperation[]): Promise<void> {
    const byCollection = new Map<string, WriteOperation[]>();
    for (const { collection, operation } of newestOfEach(operations)) {
      const others = byCollection.get(collection);
      if (others) others.push(operation);
      else byCollection.set(collection, [operation]);
    }
    await answering(async () => {
      // All are waited for, so that nothing is still being written when this is over.
      const written = await Promise.allSettled(
        [...byCollection].map(async ([name, newest]) =>
          writeGuarded(await this.#collections.written(name), newest),
        ),
      );
      for (const outcome of written) if (outcome.status === 'rejected') throw outcome.reason;
    });
  }

  async get(collection: Collection, schoolId: string, id: string): Promise<StoredDocument | undefined> {
    const filter = { _id: documentId(schoolId, id), school: schoolId };
    const stored = await this.#read(() => this.#in(collection).findOne(filter).lean<Stored>());
    return stored ? toDocument(stored) : undefined;
  }

  async list(
    collection: Collection,
    schoolId: string,
    { after, limit }: ListOptions,
  ): Promise<StoredDocument[]> {
    const filter = {
      school: schoolId,
      ...(after === undefined ? {} : { _id: { $gt: documentId(schoolId, after) } }),
    };
    const stored = await this.#read(() =>
      this.#in(collection).find(filter).sort({ _id: 1 }).limit(limit).lean<Stored[]>(),
    );
    return stored.map(toDocument);
  }

  async count(collection: Collection, schoolId: string): Promise<number> {
    return this.#read(() => this.#in(collection).countDocuments({ school: schoolId }));
  }

  async checkpoint(name: string): Promise<string | null> {
    const stored = await this.#read(() => this.#checkpoints.findById(name).lean());
    return stored?.position ?? null;
  }

  async saveCheckpoint(name: string, position: string): Promise<void> {
    await this.#read(() =>
      this.#checkpoints.updateOne({ _id: name }, { $set: { position } }, { upsert: true }),
    );
  }

  async drop(collection: Collection): Promise<void> {
    await answering(() => this.#collections.drop(collectionName(collection)));
  }

  async forget(collection: Collection, schoolId: string, id?: string): Promise<void> {
    // Withdrawals name no school: the ids that begin with the school's are those of its documents and of its withdrawals.
    const ids = id === undefined ? idsOfSchool(schoolId) : documentId(schoolId, id);
    await this.#read(() => this.#in(collection).deleteMany({ _id: ids }));
  }

  async dropCheckpoint(name: string): Promise<void> {
    await this.#read(() => this.#checkpoints.deleteOne({ _id: name }));
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  #in(collection: Collection): Model<Stored> {
    return this.#collections.read(collectionName(collection));
  }

  #read<T>(work: () => PromiseLike<T>): Promise<T> {
    return answering(() => orFailure(async () => work()));
  }
}

function toDocument({ _id, rev, document }: Stored): StoredDocument {
  return { id: idIn(_id), rev, document: fromStored(document ?? {}) };
}
