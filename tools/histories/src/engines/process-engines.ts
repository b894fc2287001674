import type { Engines } from '@gatehouse/service';
import { BusInMemory } from './bus-in-memory.js';
import type { Deliveries } from './bus-in-memory.js';
import { EventsInMemory } from './events-in-memory.js';
import { DocumentsInMemory, KeysInMemory } from './keys-and-documents-in-memory.js';
import type { ServiceProcess } from './service-process.js';
import type { Stored } from './stored.js';

/** The engines as one process sees them. */
export const enginesOf = (
  stored: Stored,
  process: ServiceProcess,
  masterKey: Buffer,
  deliveries: Deliveries,
): Engines => ({
  eventStore: new EventsInMemory(stored, process),
  bus: new BusInMemory(stored, process, deliveries),
  keyStore: new KeysInMemory(stored, process),
  readModels: new DocumentsInMemory(stored, process),
  masterKey,
});
