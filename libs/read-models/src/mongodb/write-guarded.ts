import { MongodbFailure, writeUnordered } from '@gatehouse/mongodb';
import type { mongo } from 'mongoose';
import type { WriteOperation } from '../read-models.port.js';
import type { Stored } from './collection-schema.js';
import { documentId, toStored } from './stored-document.js';

/** Each round that leaves an operation to be done lost it to a document that was inserted at that very moment. */
const ROUNDS = 10;

/** The driver's own collection: mongoose's `bulkWrite` would cast every document. */
export type StoredDocuments = mongo.Collection<Stored>;

interface Guarded {
  id: string;
  rev: number;
  again: boolean;
  write: mongo.AnyBulkWriteOperation<Stored>;
}

/**
 * Applies those operations on one collection that are newer than what is stored, at most one for each document.
 *
 * An operation replaces the document if that is older, and inserts it if its filter finds none. So an operation that is
 * not newer ends in a duplicate key; but so does a newer one if another writer inserts an older document between its
 * search and its insert. Which of the two it was is asked of the store, and only the latter are sent again. Part of the
 * work of `MongodbClient.run`.
 */
export async function writeGuarded(
  collection: StoredDocuments,
  operations: readonly WriteOperation[],
): Promise<void> {
  let left = operations.map(toGuarded);
  for (let round = 0; round < ROUNDS; round += 1) {
    const sent = left;
    const { duplicates } = await writeUnordered(
      collection,
      sent.map(({ write }) => write),
    );
    if (duplicates.length === 0) return;
    left = await newerThanStored(
      collection,
      duplicates.map((index) => sent[index]!),
    );
    if (left.length === 0) return;
  }
  throw new MongodbFailure(
    `${left.length} writes met duplicate keys ${ROUNDS} times without a newer document. Look for another writer.`,
  );
}

function toGuarded({ schoolId, id, rev, document, again }: WriteOperation): Guarded {
  const _id = documentId(schoolId, id);
  const replacement: mongo.WithoutId<Stored> = document
    ? { rev, school: schoolId, document: toStored(document) }
    : { rev, gone: true };
  return {
    id: _id,
    rev,
    again: again === true,
    write: {
      replaceOne: { filter: { _id, rev: again ? { $lte: rev } : { $lt: rev } }, replacement, upsert: true },
    },
  };
}

async function newerThanStored(collection: StoredDocuments, guarded: readonly Guarded[]): Promise<Guarded[]> {
  const ids = guarded.map(({ id }) => id);
  // One more than may come, so that the first answer is the last: by itself it would end after 101.
  const options = { projection: { rev: 1 }, batchSize: ids.length + 1 };
  const stored = await collection.find({ _id: { $in: ids } }, options).toArray();
  const revs = new Map(stored.map(({ _id, rev }) => [_id, rev]));
  return guarded.filter(({ id, rev, again }) => {
    const there = revs.get(id) ?? -Infinity;
    return rev > there || (again && rev === there);
  });
}
