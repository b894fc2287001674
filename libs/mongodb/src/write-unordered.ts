import { types } from 'node:util';
import type { mongo } from 'mongoose';
import mongoose from 'mongoose';
import { answered } from './failure.js';

const DUPLICATE_KEY = 11_000;

/** What became of an unordered bulk; the numbers are indexes into its operations. */
export interface Unordered {
  /** Operations that inserted their document. */
  inserted: Set<number>;
  /** Operations that found a document under their id when they tried to insert one. */
  duplicates: number[];
}

/**
 * Sends the operations as one unordered bulk: one that fails does not keep others from being done. Part of the work of
 * `MongodbClient.run`, which gives the driver's other errors a meaning.
 *
 * @throws MongodbFailure when an operation failed for another reason than a duplicate key, or was not acknowledged by a
 * majority. Others may have been done.
 */
export async function writeUnordered<T extends mongo.Document>(
  collection: mongo.Collection<T>,
  operations: readonly mongo.AnyBulkWriteOperation<T>[],
): Promise<Unordered> {
  try {
    const { upsertedIds } = await collection.bulkWrite(operations, { ordered: false });
    return { inserted: indexes(upsertedIds), duplicates: [] };
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) throw error;
    // What befell the whole command is wrapped like refusals of single operations.
    const wrapped: unknown = error.errorResponse;
    if (types.isNativeError(wrapped)) throw wrapped;
    return duplicatesOnly(error);
  }
}

function duplicatesOnly(error: mongo.MongoBulkWriteError): Unordered {
  const refused = [error.writeErrors].flat();
  const other = refused.find(({ code }) => code !== DUPLICATE_KEY);
  if (other) throw answered({ code: other.code });
  // If a majority does not acknowledge, refusals may be missing or not be the last word.
  const unacknowledged = error.result.getWriteConcernError();
  if (unacknowledged || refused.length === 0) throw answered({ code: unacknowledged?.code ?? error.code });
  return {
    inserted: indexes(error.result.upsertedIds),
    duplicates: refused.map(({ index }) => index),
  };
}

const indexes = (byIndex: { [index: number]: unknown }) => new Set(Object.keys(byIndex).map(Number));
