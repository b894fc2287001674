import { randomUUID } from 'node:crypto';
import { startMongodb } from '@gatehouse/engines';
import { afterAll, it } from '@jest/globals';
import { keyStoreContract } from '../key-store.contract.js';
import { openMongodbKeyStore } from './mongodb-key-store.js';

const engine = await startMongodb();

if ('unavailable' in engine) {
  it.skip(`engine mongodb is not available: ${engine.unavailable}`, () => {});
} else {
  const { address } = engine;
  const database = `keys-${randomUUID()}`;
  const open = () => openMongodbKeyStore({ address, database, insecure: true });
  afterAll(() => engine.stop());

  keyStoreContract('the MongoDB key store', {
    open,
    unique: () => randomUUID(),
    capabilities: { survivesReopen: true, severalStores: true },
  });
}
