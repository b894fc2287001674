import type { MongodbOptions } from '@gatehouse/mongodb';
import { MongodbClient, inParts, modelIn } from '@gatehouse/mongodb';
import type { Model } from 'mongoose';
import { collectionName } from '../collection-name.js';
import { newestOfEach } from '../newest-of-each.js';
import type {
  Collection,
  ListOptions,
  ReadModels,
  StoredDocument,
  WriteOperation,
} from '../read-models.port.js';
import { answering, opening } from './answering.js';
import type { Checkpoint, Stored } from './collection-schema.js';
import { checkpointSchema } from './collection-schema.js';
import { Collections, storedIn } from './collections.js';
import { documentId, fromStored, idIn, idsOfSchool } from './stored-document.js';
import { writeGuarded } from './write-guarded.js';

/**
 * Opens the read models in a MongoDB database; several of them and several processes may write at once. Each versioned
 * collection is one of the database: `parent-portal.contact.v1`. Each call ends within three times `timeoutMs` for each
 * 10,000 documents.
 *
 * @throws AddressRefused when the address is unsafe; MongodbNotPermitted when the user is refused, or may not read and
 * write; ReadModelsUnavailable when no server answers.
 */
export async function openMongodbReadModels(options: MongodbOptions): Promise<ReadModels> {
  return opening(async () => {
    const client = await MongodbClient.open(options);
    try {
      const models = new MongodbReadModels(client);
      await models.tryRights();
      return models;
    } catch (error) {
      await client.close();
      throw error;
    }
  });
}

class MongodbReadModels implements ReadModels {
  readonly #client: MongodbClient;
  readonly #collections: Collections;

  constructor(client: MongodbClient) {
    this.#client = client;
    this.#collections = new Collections(client);
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
        [...byCollection].map(([name, newest]) => this.#writeTo(name, newest)),
      );
      for (const outcome of written) if (outcome.status === 'rejected') throw outcome.reason;
    });
  }

  async get(collection: Collection, schoolId: string, id: string): Promise<StoredDocument | undefined> {
    const filter = { _id: documentId(schoolId, id), school: schoolId };
    const stored = await this.#in(collection, (documents) => documents.findOne(filter).lean<Stored>());
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
    // Sorted as the index of schools is, so that this one serves the filter and the order.
    const stored = await this.#in(collection, (documents) =>
      documents.find(filter).sort({ school: 1, _id: 1 }).limit(limit).batchSize(limit).lean<Stored[]>(),
    );
    return stored.map(toDocument);
  }

  async count(collection: Collection, schoolId: string): Promise<number> {
    return this.#in(collection, (documents) => documents.countDocuments({ school: schoolId }));
  }

  async checkpoint(name: string): Promise<string | null> {
    const stored = await this.#checkpoints((checkpoints) => checkpoints.findById(name).lean());
    return stored?.position ?? null;
  }

  async saveCheckpoint(name: string, position: string): Promise<void> {
    await this.#checkpoints((checkpoints) =>
      checkpoints.updateOne({ _id: name }, { $set: { position } }, { upsert: true }),
    );
  }

  async drop(collection: Collection): Promise<void> {
    await answering(() => this.#collections.drop(collectionName(collection)));
  }

  async forget(collection: Collection, schoolId: string, id?: string): Promise<void> {
    // Withdrawals name no school: the ids that begin with the school's are those of its documents and of its withdrawals.
    const ids = id === undefined ? idsOfSchool(schoolId) : documentId(schoolId, id);
    await this.#in(collection, (documents) => documents.deleteMany({ _id: ids }));
  }

  async dropCheckpoint(name: string): Promise<void> {
    await this.#checkpoints((checkpoints) => checkpoints.deleteOne({ _id: name }));
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  /** Reads, and deletes what is not there: a right that is missing is known at the start. @throws MongodbFailure */
  async tryRights(): Promise<void> {
    await this.#client.run(async (connection) => {
      const checkpoints = modelIn(connection, CHECKPOINTS, checkpointSchema);
      await checkpoints.findById('').lean();
      await checkpoints.deleteOne({ _id: '' });
    });
  }

  async #writeTo(name: string, operations: readonly WriteOperation[]): Promise<void> {
    await this.#collections.make(name);
    for (const part of inParts(operations)) {
      await this.#client.run(({ db }) => writeGuarded(db!.collection<Stored>(name), part));
    }
  }

  #in<T>(collection: Collection, work: (documents: Model<Stored>) => PromiseLike<T>): Promise<T> {
    const name = collectionName(collection);
    return answering(() => this.#client.run((connection) => work(storedIn(connection, name))));
  }

  #checkpoints<T>(work: (checkpoints: Model<Checkpoint>) => PromiseLike<T>): Promise<T> {
    return answering(() =>
      this.#client.run((connection) => work(modelIn(connection, CHECKPOINTS, checkpointSchema))),
    );
  }
}

const CHECKPOINTS = 'checkpoints';

function toDocument({ _id, rev, document }: Stored): StoredDocument {
  return { id: idIn(_id), rev, document: fromStored(document ?? {}) };
}
