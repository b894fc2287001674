import { statSync } from 'node:fs';
import { openEmbeddedEventStore } from '@gatehouse/event-store/embedded';
import { openEmbeddedMessageBus } from '@gatehouse/message-bus/embedded';
import type { Engines } from '@gatehouse/service';
import { openEmbeddedKeyStore } from '@gatehouse/privacy/embedded';
import { openEmbeddedReadModels } from '@gatehouse/read-models/embedded';
import type { DataDirectory } from './data-directory.js';
import { SetupError } from './setup-error.js';

/** The files of the embedded engines in a data directory. */
export const ENGINE_FILES = {
  events: 'events.db',
  bus: 'bus.db',
  readModels: 'read-models.db',
  keys: 'keys.db',
} as const;

/** Files that hold what can be had from nowhere else, each with those that are made after it. */
const IRREPLACEABLE = [
  [ENGINE_FILES.keys, [ENGINE_FILES.events, ENGINE_FILES.bus, ENGINE_FILES.readModels]],
  [ENGINE_FILES.events, [ENGINE_FILES.bus, ENGINE_FILES.readModels]],
] as const;

/**
 * Opens the embedded engines on the files of a data directory.
 *
 * @throws SetupError when the history or the keys are lost: made anew, they would forget every block and decision.
 */
export function openEmbeddedEngines(directory: DataDirectory): Engines & { close(): Promise<void> } {
  // Who makes one fills it before the next is made: an empty one was lost.
  const isThere = (name: string) =>
    (statSync(directory.file(name), { throwIfNoEntry: false })?.size ?? 0) > 0;
  for (const [name, later] of IRREPLACEABLE) {
    if (isThere(name) || !later.some(isThere)) continue;
    const message = `${directory.file(name)} is missing, or empty. Restore it from a backup, or begin again with another --data-dir.`;
    throw new SetupError('DATA_FILE_MISSING', message);
  }
  const keyStore = openEmbeddedKeyStore(directory.file(ENGINE_FILES.keys));
  const eventStore = openEmbeddedEventStore(directory.file(ENGINE_FILES.events));
  const bus = openEmbeddedMessageBus(directory.file(ENGINE_FILES.bus));
  const readModels = openEmbeddedReadModels(directory.file(ENGINE_FILES.readModels));
  const close = async () => {
    for (const engine of [bus, readModels, eventStore, keyStore]) await engine.close();
  };
  return { eventStore, bus, readModels, keyStore, masterKey: directory.masterKey, close };
}
