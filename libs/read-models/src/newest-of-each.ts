import { collectionName } from './collection-name.js';
import type { WriteOperation } from './read-models.port.js';

export interface NamedOperation {
  collection: string;
  operation: WriteOperation;
}

/** Of several operations on one document only the one with the greatest `rev`; the first of equals. */
export function newestOfEach(operations: readonly WriteOperation[]): NamedOperation[] {
  const newest = new Map<string, NamedOperation>();
  for (const operation of operations) {
    const collection = collectionName(operation.collection);
    const key = `${collection}\0${operation.schoolId}\0${operation.id}`;
    const other = newest.get(key);
    if (!other || operation.rev > other.operation.rev) newest.set(key, { collection, operation });
  }
  return [...newest.values()];
}
