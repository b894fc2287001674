import { randomUUID } from 'node:crypto';
import { eventStoreContract } from '@gatehouse/event-store/contract';
import type { KeyAnswer } from '@gatehouse/privacy';
import { keyStoreContract } from '@gatehouse/privacy/contract';
import { MemoryEvents, MemoryEventStore } from '../testing/memory-event-store.js';
import { MemoryKeyStore } from '../testing/memory-key-store.js';

/** The specification of the writer rests on these two: they keep what every engine keeps. */
const capabilities = { survivesReopen: true, severalStores: true };
const unique = () => `t${randomUUID().replaceAll('-', '')}`;

const events = new MemoryEvents();
eventStoreContract('the event store in memory', {
  open: async () => new MemoryEventStore(events),
  unique,
  capabilities,
});

const keys = new Map<string, KeyAnswer>();
keyStoreContract('the key store in memory', {
  open: async () => new MemoryKeyStore(keys),
  unique,
  capabilities,
});
