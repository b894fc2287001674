import type { Misfit } from './installation.js';

/** What whoever runs the process calls the stores and the key: variables, or files. */
export interface StoreNames {
  masterKey: string;
  eventStore: string;
  keyStore: string;
  readModels: string;
}

/** How the processes of the services name them. */
export const VARIABLES: StoreNames = {
  masterKey: 'GATEHOUSE_MASTER_KEY',
  eventStore: 'GATEHOUSE_EVENT_STORE',
  keyStore: 'GATEHOUSE_KEY_STORE',
  readModels: 'GATEHOUSE_READ_MODELS',
};

/** What is said of stores that are not of one installation, and what to do. */
export function wordsOfMisfit(
  misfit: Misfit,
  { masterKey, eventStore, keyStore, readModels }: StoreNames,
): string {
  switch (misfit) {
    case 'wrong-master-key':
      return (
        `${masterKey} is not the key that this key store was made with. Give the right one, which all services have, or the ` +
        `key store that belongs to it (${keyStore}).`
      );
    case 'keys-are-gone':
      return (
        `The key store (${keyStore}) was never used, and the event store (${eventStore}) holds the history of an installation: ` +
        'the key store was emptied, or is another one, and without its keys nothing of that history can be opened. Name the ' +
        'one that belongs to it, or restore it from a backup.'
      );
    case 'history-is-gone':
      return (
        `The event store (${eventStore}) is without any history, and the other stores are of an installation that had one: it ` +
        'was emptied, or is another one. Begun anew, it would know of no block and no decision. Name the one that belongs to ' +
        'it, or restore it from a backup.'
      );
    case 'history-of-another':
      return (
        `The event store (${eventStore}) holds the history of another installation, under another master key, or what says ` +
        'whose it is was altered. Name the one that belongs to this installation, or restore it from a backup.'
      );
    case 'read-models-of-another':
      return (
        `The read models (${readModels}) were made by an installation with another master key than that of ${masterKey}. ` +
        'Correct whichever of the two is wrong. Read models that are empty are made again.'
      );
  }
}
