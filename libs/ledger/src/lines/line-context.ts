import type { KeyRing } from '@gatehouse/privacy';
import type { Ledger } from './ledger.js';

/** Everything that lines of one run in one ledger have in common. */
export interface LineContext {
  ledger: Ledger;
  keyRing: KeyRing;
  /** Keys the fingerprints of lines without personal values (`Pseudonyms.fingerprintKey`). */
  openFingerprintKey: Buffer;
  run: number;
  settingsRevision: number;
  permissionsRevision: number;
  /** Field names that the add-on may have, by kind; a kind that it does not take is missing. */
  grants: { readonly [kind: string]: readonly string[] | undefined };
  actor: string;
  now: () => Date;
}
