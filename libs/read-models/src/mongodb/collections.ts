import { orFailure } from '@gatehouse/mongodb';
import type { Connection, Model } from 'mongoose';
import type { Stored } from './collection-schema.js';
import { collectionSchema, collectionValidator } from './collection-schema.js';
import type { StoredDocuments } from './write-guarded.js';

/** The versioned collections of a database, by name; each is made, with validator and index, before its first write. */
export class Collections {
  readonly #connection: Connection;
  readonly #models = new Map<string, Model<Stored>>();
  readonly #made = new Map<string, Promise<unknown>>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** For reading: a collection that was never written to is empty. */
  read(name: string): Model<Stored> {
    let model = this.#models.get(name);
    if (!model) {
      model = this.#connection.model<Stored>(name, collectionSchema, name);
      this.#models.set(name, model);
    }
    return model;
  }

  /** For writing: the driver's own collection. @throws MongodbFailure when it cannot be made. */
  async written(name: string): Promise<StoredDocuments> {
    let made = this.#made.get(name);
    if (!made) {
      made = orFailure(() => make(this.read(name)));
      this.#made.set(name, made);
      // What failed is tried again by the next write.
      made.catch(() => this.#made.delete(name));
    }
    await made;
    return this.#connection.db!.collection<Stored>(name);
  }

  /** The next write makes it anew. @throws MongodbFailure */
  async drop(name: string): Promise<void> {
    this.#made.delete(name);
    await orFailure(async () => {
      const db = this.#connection.db!;
      // Not every server of the protocol says by its code that what is to be dropped is not there, nor lists by name.
      const listed = await db.listCollections({ name }, { nameOnly: true }).toArray();
      if (listed.some((collection) => collection.name === name)) await db.dropCollection(name);
    });
  }
}

/** Several processes may make it at once: what is there already is no error. */
async function make(model: Model<Stored>): Promise<void> {
  await model.createCollection({ validator: collectionValidator });
  await model.createIndexes();
}
