import type { MongodbClient } from '@gatehouse/mongodb';
import { modelIn } from '@gatehouse/mongodb';
import type { Connection, Model } from 'mongoose';
import type { Stored } from './collection-schema.js';
import { collectionSchema, collectionValidator } from './collection-schema.js';

/** The versioned collections of a database, by name; each is made, with validator and index, before its first write. */
export class Collections {
  readonly #client: MongodbClient;
  readonly #made = new Map<string, Promise<void>>();

  constructor(client: MongodbClient) {
    this.#client = client;
  }

  /** Before writing; what was never written to reads as empty. @throws MongodbFailure when it cannot be made. */
  make(name: string): Promise<void> {
    let made = this.#made.get(name);
    if (!made) {
      made = this.#client.run((connection) => make(storedIn(connection, name)));
      this.#made.set(name, made);
      // What failed is tried again by the next write.
      made.catch(() => this.#made.delete(name));
    }
    return made;
  }

  /** The next write makes it anew. @throws MongodbFailure */
  async drop(name: string): Promise<void> {
    this.#made.delete(name);
    await this.#client.run(async ({ db }) => {
      // Not every server of the protocol says by its code that what is to be dropped is not there, nor lists by name.
      const listed = await db!.listCollections({ name }, { nameOnly: true }).toArray();
      if (listed.some((collection) => collection.name === name)) await db!.dropCollection(name);
    });
  }
}

export const storedIn = (connection: Connection, name: string): Model<Stored> =>
  modelIn(connection, name, collectionSchema);

/** Several processes may make it at once: what is there already is no error. */
async function make(model: Model<Stored>): Promise<void> {
  await model.createCollection({ validator: collectionValidator });
  await model.createIndexes();
}
