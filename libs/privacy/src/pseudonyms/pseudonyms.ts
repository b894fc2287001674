import type { Kind } from '@gatehouse/contracts';
import { derivedKey, hmac, shortened } from '../derive.js';

/**
 * The names that a school's records have outside sealed values. Two schools never share one, because each school has
 * a pseudonym key of its own, derived from the installation's master key (design sections 2 and 8.7).
 */
export class Pseudonyms {
  readonly #key: Buffer;

  constructor(masterKey: Buffer, schoolId: string) {
    this.#key = derivedKey(masterKey, 'pseudonyms', schoolId);
  }

  /** Of a record: kind and Wonde id. */
  recordKey(kind: Kind, wondeId: string): string {
    return shortened(hmac(this.#key, 'record', kind, wondeId));
  }

  /** Of a person: Wonde's `upi`, which itself is stored nowhere. */
  personKey(upi: string): string {
    return shortened(hmac(this.#key, 'person', upi));
  }

  /** Of an event's category, so that a ledger can be held against a choice of categories without storing the text. */
  categoryKey(category: string): string {
    return shortened(hmac(this.#key, 'category', category));
  }

  /** A key for fingerprints of lines that hold no personal value and so have no key of their own. */
  fingerprintKey(): Buffer {
    return hmac(this.#key, 'fingerprint');
  }
}
