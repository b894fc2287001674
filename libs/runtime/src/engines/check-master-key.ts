import { STREAM_PREFIXES } from '@gatehouse/contracts';
import type { EventStore } from '@gatehouse/event-store';
import type { KeyStore } from '@gatehouse/privacy';
import { KeyRing, RECORD_KEYS } from '@gatehouse/privacy';
import { ConfigurationError } from '../configuration/configuration-error.js';

const CHECK = 'installation/master-key-check';

/**
 * Holds the master key against the one that the key store was first used with, and the two stores against each other:
 * under another key every name is another one, so that blocks would hit nobody and everything would come in anew. A key
 * store that was never used has no master key to compare; beside a history it is the wrong one.
 *
 * @throws ConfigurationError when they do not belong together.
 */
export async function checkMasterKey(
  keyStore: KeyStore,
  eventStore: EventStore,
  masterKey: Buffer,
): Promise<void> {
  const keyRing = new KeyRing(keyStore, masterKey);
  // In this order: whoever wrote the history had used the key store before.
  const hasHistory = (await eventStore.lastPosition(Object.values(STREAM_PREFIXES))) !== null;
  const [check] = await keyRing.get([CHECK]);
  if (check?.state === 'damaged') throw new ConfigurationError([WRONG_KEY]);
  if (check?.state === 'unknown' && hasHistory) throw new ConfigurationError([KEYS_ARE_NEW]);
  if (!hasHistory && (await hasKeysOfRecords(keyRing))) throw new ConfigurationError([HISTORY_IS_GONE]);
  const [made] = await keyRing.ensure([CHECK]);
  // Another process may have been the first, with another key.
  if (made?.state === 'damaged') throw new ConfigurationError([WRONG_KEY]);
}

const KEYS_ARE_NEW =
  'GATEHOUSE_KEY_STORE names a key store that was never used, and GATEHOUSE_EVENT_STORE an event store with a history: ' +
  'they are not of one installation. Name the key store that belongs to it, or restore it from a backup.';
const WRONG_KEY =
  'GATEHOUSE_MASTER_KEY is not the key that this key store was made with. Give the right one, which all services have.';
const HISTORY_IS_GONE =
  'GATEHOUSE_EVENT_STORE names an event store without any history, and GATEHOUSE_KEY_STORE a key store with keys of ' +
  'records: they are not of one installation. Name the event store that belongs to it, or restore it from a backup.';

async function hasKeysOfRecords(keyRing: KeyRing): Promise<boolean> {
  for await (const ids of keyRing.active(RECORD_KEYS)) if (ids.length > 0) return true;
  return false;
}

/** The same for whoever only looks: a key store that was never used stays so. */
export async function compareMasterKey(keyStore: KeyStore, masterKey: Buffer): Promise<void> {
  const [check] = await new KeyRing(keyStore, masterKey).get([CHECK]);
  if (check?.state === 'damaged') throw new ConfigurationError([WRONG_KEY]);
}
