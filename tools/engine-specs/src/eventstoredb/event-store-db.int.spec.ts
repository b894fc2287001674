import { randomUUID } from 'node:crypto';
import { startEventstore } from '@gatehouse/engines';
import { eventStoreContract } from '@gatehouse/event-store/contract';
import { openEventStoreDb } from '@gatehouse/event-store/eventstoredb';
import { afterAll, it } from '@jest/globals';

const engine = await startEventstore();

if ('unavailable' in engine)
  it.skip(`engine eventstore is not available: ${engine.unavailable}`, () => undefined);
else {
  afterAll(() => engine.stop());
  eventStoreContract(`EventStoreDB (${engine.how})`, {
    open: async () => openEventStoreDb({ connection: engine.address, insecure: true }),
    unique: () => `t${randomUUID().replaceAll('-', '')}`,
    capabilities: { survivesReopen: true, severalStores: true },
  });
}
