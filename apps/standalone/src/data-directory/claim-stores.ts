import type { Engines } from '@gatehouse/service';
import { KeyRing } from '@gatehouse/privacy';
import type { StoreNames } from '@gatehouse/process/engines';
import { claimStores, wordsOfMisfit } from '@gatehouse/process/engines';
import type { DataDirectory } from './data-directory.js';
import { MASTER_KEY } from './data-directory.js';
import { ENGINE_FILES } from './embedded-engines.js';
import { SetupError } from './setup-error.js';

/** What messages call the stores of a data directory, and their key. */
export const storeNamesIn = (directory: DataDirectory): StoreNames => ({
  masterKey: directory.file(MASTER_KEY),
  eventStore: directory.file(ENGINE_FILES.events),
  keyStore: directory.file(ENGINE_FILES.keys),
  readModels: directory.file(ENGINE_FILES.readModels),
});

/**
 * Marks the stores of a data directory as its own, before anything else is written or served: as the services do with
 * theirs, which may be started on the same files (ADR 0040).
 *
 * @throws SetupError when a file was emptied, or is one of another installation.
 */
export async function claimDataDirectory(directory: DataDirectory, engines: Engines): Promise<void> {
  const keyRing = new KeyRing(engines.keyStore, engines.masterKey);
  const misfit = await claimStores({ ...engines, keyRing }, { appends: true, by: 'npm start' });
  if (misfit) throw new SetupError('STORES_OF_ANOTHER', wordsOfMisfit(misfit, storeNamesIn(directory)));
}
