import type { ReadModels } from '@gatehouse/read-models';
import { olderVersions } from '../collections.js';

/**
 * Removes the documents of earlier versions and what their projectors remembered, so that documents of a form that was
 * given up do not stay readable. May be repeated: what is not there is removed already.
 */
export async function removeOlderVersions(models: ReadModels): Promise<void> {
  for (const { collections, checkpoints } of olderVersions()) {
    for (const collection of collections) await models.drop(collection);
    for (const checkpoint of checkpoints) await models.dropCheckpoint(checkpoint);
  }
}
