import { derivedKey } from '../derive.js';

/** What to do about a key that must not be used. */
export const HOW_TO_MAKE_ONE = 'Make a random one, for example with "openssl rand -hex 32".';

/** What is wrong with a master key that anybody would try first; goes on after what names it. */
export const MASTER_KEY_WEAK =
  `is all zeros, which anybody would try first. ${HOW_TO_MAKE_ONE} What was sealed under this one is ` +
  'open to everybody: begin again with an empty installation.';

/** Whether the text of a master key is all zeros: what a variable or a file holds that nobody filled. */
export const isWeakMasterKey = (text: string): boolean => /^0+$/.test(text.trim());

/**
 * Reads the installation's master key from its text form.
 *
 * @param text 64 hex digits, white space around them allowed.
 * @throws MasterKeyUnreadable, also for one that is all zeros.
 */
export function parseMasterKey(text: string): Buffer {
  const digits = text.trim();
  if (!/^[0-9a-f]{64}$/i.test(digits)) {
    throw new MasterKeyUnreadable(
      'MASTER_KEY_UNREADABLE',
      'The master key is not 64 hex digits. Restore it from its backup: nothing can be opened without it.',
    );
  }
  if (isWeakMasterKey(digits)) {
    throw new MasterKeyUnreadable('MASTER_KEY_WEAK', `The master key ${MASTER_KEY_WEAK}`);
  }
  return Buffer.from(digits, 'hex');
}

/** The text is no master key, or one that must not be used. */
export class MasterKeyUnreadable extends Error {
  constructor(
    readonly code: 'MASTER_KEY_UNREADABLE' | 'MASTER_KEY_WEAK',
    message: string,
  ) {
    super(message);
    this.name = 'MasterKeyUnreadable';
  }
}

/** What tells one master key from another, and reveals nothing of it: 32 hex digits, to be kept in the open. */
export const masterKeyCheck = (masterKey: Buffer): string =>
  derivedKey(masterKey, 'check of the key').toString('hex', 0, 16);
