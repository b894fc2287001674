import type { KeyStore } from '@gatehouse/privacy';
import { KeyRing, SealBroken } from '@gatehouse/privacy';
import { ConfigurationError } from '../configuration/configuration-error.js';

const CHECK = 'installation/master-key-check';

/**
 * Holds the master key against the one that the key store was first used with: under another key every name is another
 * one, so that blocks would hit nobody and everything would come in anew.
 *
 * @throws ConfigurationError when it is another one.
 */
export async function checkMasterKey(keyStore: KeyStore, masterKey: Buffer): Promise<void> {
  await orWrongKey(() => new KeyRing(keyStore, masterKey).ensure([CHECK]));
}

/** The same for whoever only looks: a key store that was never used stays so. */
export async function compareMasterKey(keyStore: KeyStore, masterKey: Buffer): Promise<void> {
  await orWrongKey(() => new KeyRing(keyStore, masterKey).get([CHECK]));
}

async function orWrongKey(asking: () => Promise<unknown>): Promise<void> {
  try {
    await asking();
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    throw new ConfigurationError([
      'GATEHOUSE_MASTER_KEY is not the key that this key store was made with. Give the right one, which all services ' +
        'have, or another GATEHOUSE_KEY_STORE.',
    ]);
  }
}
