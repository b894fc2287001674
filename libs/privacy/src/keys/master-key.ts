/**
 * Reads the installation's master key from its text form.
 *
 * @param text 64 hex digits, white space around them allowed.
 * @throws MasterKeyUnreadable
 */
export function parseMasterKey(text: string): Buffer {
  const digits = text.trim();
  if (!/^[0-9a-f]{64}$/i.test(digits)) throw new MasterKeyUnreadable();
  return Buffer.from(digits, 'hex');
}

export class MasterKeyUnreadable extends Error {
  readonly code = 'MASTER_KEY_UNREADABLE';
  constructor() {
    super(
      'The master key is not 64 hex digits. Restore it from its backup: nothing can be opened without it.',
    );
    this.name = 'MasterKeyUnreadable';
  }
}
