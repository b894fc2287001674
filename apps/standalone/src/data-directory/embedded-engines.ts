import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import { openEmbeddedMessageBus } from '@gatehouse/message-bus/embedded';
import type { Engines } from '@gatehouse/platform';
import { openEmbeddedKeyStore } from '@gatehouse/privacy/embedded';
import { openEmbeddedReadModels } from '@gatehouse/read-models/embedded';
import type { DataDirectory } from './data-directory.js';

/** The files of the embedded engines in a data directory. */
export const ENGINE_FILES = {
  events: 'events.db',
  bus: 'bus.db',
  readModels: 'read-models.db',
  keys: 'keys.db',
} as const;

/** Opens the embedded engines on the files of a data directory. */
export function openEmbeddedEngines(directory: DataDirectory): Engines & { close(): Promise<void> } {
  const eventStore = openEmbeddedEventStore(directory.file(ENGINE_FILES.events));
  const bus = openEmbeddedMessageBus(directory.file(ENGINE_FILES.bus));
  const readModels = openEmbeddedReadModels(directory.file(ENGINE_FILES.readModels));
  const keyStore = openEmbeddedKeyStore(directory.file(ENGINE_FILES.keys));
  const close = async () => {
    for (const engine of [bus, readModels, eventStore, keyStore]) await engine.close();
  };
  return { eventStore, bus, readModels, keyStore, masterKey: directory.masterKey, close };
}
