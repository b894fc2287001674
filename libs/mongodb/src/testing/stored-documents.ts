import mongoose from 'mongoose';
import type { MongodbOptions } from '../connect.js';
import { connectMongodb } from '../connect.js';

const { EJSON } = mongoose.mongo.BSON;

interface Stored {
  collection: string;
  document: mongoose.mongo.Document;
}

/** Everything that a database holds, as MongoDB's extended JSON, a document a line. Indexes and validators are left out. */
export async function readDatabase(options: MongodbOptions): Promise<string> {
  const connection = await connectMongodb(options);
  try {
    const lines: string[] = [];
    for (const { name } of await connection.db!.listCollections().toArray()) {
      for await (const document of connection.db!.collection(name).find().sort({ _id: 1 }))
        lines.push(EJSON.stringify({ collection: name, document }, { relaxed: false }));
    }
    return lines.map((line) => `${line}\n`).join('');
  } finally {
    await connection.close();
  }
}

/** Puts what `readDatabase` gave into an empty database, as it was. */
export async function fillDatabase(options: MongodbOptions, text: string): Promise<void> {
  const connection = await connectMongodb(options);
  try {
    const stored = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => EJSON.parse(line, { relaxed: false }) as Stored);
    for (const name of new Set(stored.map(({ collection }) => collection))) {
      const documents = stored.filter(({ collection }) => collection === name);
      await connection.db!.collection(name).insertMany(documents.map(({ document }) => document));
    }
  } finally {
    await connection.close();
  }
}
