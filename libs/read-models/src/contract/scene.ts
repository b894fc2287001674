import { afterEach } from '@jest/globals';
import type { Collection, Document, ReadModels, WriteOperation } from '../read-models.port.js';
import type { ReadModelsSubject } from './read-models-subject.js';

/** One collection and one school of a test's own, and the read models they are in. */
export interface Scene {
  models: ReadModels;
  collection: Collection;
  schoolId: string;
  /** An operation on this collection and school. */
  op(id: string, rev: number, document: Document | null): WriteOperation;
}

/** Opens the read models for each test, and closes them after it. Call it inside `describe`. */
export function scenes(subject: ReadModelsSubject): () => Promise<Scene> {
  const opened: ReadModels[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((models) => models.close()));
  });
  return async () => {
    const models = await subject.open();
    opened.push(models);
    const collection = { addOn: subject.unique(), kind: 'contact', version: 1 };
    const schoolId = subject.unique();
    const op = (id: string, rev: number, document: Document | null) => ({
      collection,
      schoolId,
      id,
      rev,
      document,
    });
    return { models, collection, schoolId, op };
  };
}
