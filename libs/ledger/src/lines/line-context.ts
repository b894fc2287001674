import type { KeyRing } from '@gatehouse/privacy';
import type { Ledger } from './ledger.js';

/** Everything that lines of one run, or of one look between runs, have in common in one ledger. */
export interface LineContext {
  ledger: Ledger;
  keyRing: KeyRing;
  /** Keys the fingerprints of lines without personal values (`Pseudonyms.fingerprintKey`). */
  plainFingerprintKey: Buffer;
  /** The open run that the lines belong to; undefined between runs. */
  run: number | undefined;
  /** The run, or between runs what the lines were written on: part of their ids. */
  occasion: number | string;
  settingsRevision: number;
  /** How far the register was read; undefined where nobody asks it. */
  restrictionsRevision: number | undefined;
  permissionsRevision: number | undefined;
  /**
   * Field names that the add-on may have, by kind; a kind that it does not take is missing. Undefined between runs, where
   * no field is taken away: a record then stays in its generation.
   */
  grants: { readonly [kind: string]: readonly string[] | undefined } | undefined;
  actor: string;
  /**
   * Asked before lines are appended that let somebody in.
   *
   * @param comingIn record keys of those whom the lines let in.
   * @throws LedgerMoved when something restricts one of them, or somebody who is in, that the decisions did not know.
   */
  assertCurrent?: ((comingIn: ReadonlySet<string>) => Promise<void>) | undefined;
  now: () => Date;
}
