import { randomUUID } from 'node:crypto';
import { startMongodb } from '@gatehouse/engines';
import { survivesLosses } from '@gatehouse/mongodb/testing';
import { afterAll, it } from '@jest/globals';
import type { ReadModels } from '../read-models.port.js';
import { openMongodbReadModels } from './mongodb-read-models.js';

const engine = await startMongodb();

if ('unavailable' in engine) {
  it.skip(`engine mongodb is not available: ${engine.unavailable}`, () => {});
} else {
  afterAll(() => engine.stop());

  const database = `losses-${randomUUID()}`;
  const collection = { addOn: 'portal', kind: 'contact', version: 1 };
  const DOCUMENTS = 200;
  survivesLosses<ReadModels>('The MongoDB read models', engine.address, {
    open: (address, timeoutMs) => openMongodbReadModels({ address, database, timeoutMs, insecure: true }),
    write: (models, batch) =>
      models.write(
        Array.from({ length: DOCUMENTS }, (_, n) => ({
          collection,
          schoolId: `A${batch}`,
          id: `k${n}`,
          rev: 1,
          document: { text: 'x'.repeat(1_000) },
        })),
      ),
    isThere: async (models, batch) => (await models.count(collection, `A${batch}`)) === DOCUMENTS,
    unavailable: 'READ_MODELS_UNAVAILABLE',
  });
}
