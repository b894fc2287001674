import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import { openEmbeddedMessageBus } from '@gatehouse/message-bus/embedded';
import type { Engines } from '@gatehouse/platform';
import { openEmbeddedKeyStore } from '@gatehouse/privacy/embedded';
import { openEmbeddedReadModels } from '@gatehouse/read-models/embedded';
import type { DataDirectory } from './data-directory.js';

/** Opens the embedded engines on the files of a data directory. */
export function openEmbeddedEngines(directory: DataDirectory): Engines & { close(): Promise<void> } {
  const eventStore = openEmbeddedEventStore(directory.file('events.db'));
  const bus = openEmbeddedMessageBus(directory.file('bus.db'));
  const readModels = openEmbeddedReadModels(directory.file('read-models.db'));
  const keyStore = openEmbeddedKeyStore(directory.file('keys.db'));
  const close = async () => {
    for (const engine of [bus, readModels, eventStore, keyStore]) await engine.close();
  };
  return { eventStore, bus, readModels, keyStore, masterKey: directory.masterKey, close };
}
