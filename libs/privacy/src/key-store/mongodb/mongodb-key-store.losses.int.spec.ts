import { randomUUID } from 'node:crypto';
import { startMongodb } from '@gatehouse/engines';
import { survivesLosses } from '@gatehouse/mongodb/testing';
import { afterAll, it } from '@jest/globals';
import type { KeyStore } from '../key-store.port.js';
import { openMongodbKeyStore } from './mongodb-key-store.js';

const engine = await startMongodb();

if ('unavailable' in engine) {
  it.skip(`engine mongodb is not available: ${engine.unavailable}`, () => {});
} else {
  afterAll(() => engine.stop());

  const database = `losses-${randomUUID()}`;
  /** The key of an id is the same in each repetition. */
  const keysOf = (batch: number) =>
    Array.from({ length: 2_000 }, (_, n) => ({
      id: `record/${batch}/${n}`,
      wrapped: Buffer.from(`${batch}/${n}`.padEnd(60)),
    }));
  survivesLosses<KeyStore>('The MongoDB key store', engine.address, {
    open: (address, timeoutMs) => openMongodbKeyStore({ address, database, timeoutMs, insecure: true }),
    write: (store, batch) => store.ensure(keysOf(batch)),
    isThere: async (store, batch) => {
      const keys = keysOf(batch);
      const found = await store.get(keys.map(({ id }) => id));
      return found.every((key, n) => key.state === 'active' && key.wrapped.equals(keys[n]!.wrapped));
    },
    unavailable: 'KEY_STORE_UNAVAILABLE',
  });
}
