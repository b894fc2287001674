import { randomUUID } from 'node:crypto';
import { startMongodb } from '@gatehouse/engines';
import { afterAll, it } from '@jest/globals';
import { readModelsContract } from '../contract.js';
import { openMongodbReadModels } from './mongodb-read-models.js';

const engine = await startMongodb();

if ('unavailable' in engine) {
  it.skip(`engine mongodb is not available: ${engine.unavailable}`, () => {});
} else {
  const { address } = engine;
  const database = `read-models-${randomUUID()}`;
  const open = () => openMongodbReadModels({ address, database, insecure: true });
  afterAll(() => engine.stop());

  readModelsContract('the MongoDB read models', {
    open,
    unique: () => randomUUID(),
    capabilities: { survivesReopen: true, severalConnections: true },
  });
}
