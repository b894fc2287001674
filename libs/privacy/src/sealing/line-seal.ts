import { createHmac } from 'node:crypto';
import { Personal } from '../personal.js';
import { hmac } from '../derive.js';
import { decrypt, encrypt } from './aead.js';

/** Where sealed values belong: bound to the seal as additional data. */
export interface LinePlace {
  schoolId: string;
  ledger: string;
  eventId: string;
}

const additional = (place: LinePlace) =>
  JSON.stringify([place.schoolId, place.ledger, place.eventId, 'values']);

/** What a record's own key, in one generation, does for its lines: it seals their values and marks what they say. */
export class LineSeal {
  readonly #recordKey: Buffer;
  readonly #nonceKey: Buffer;
  readonly #fingerprintKey: Buffer;

  constructor(recordKey: Buffer) {
    const derived = createHmac('sha512', recordKey).update('nonce and fingerprint').digest();
    this.#recordKey = recordKey;
    this.#nonceKey = derived.subarray(0, 32);
    this.#fingerprintKey = derived.subarray(32);
  }

  /**
   * Seals a line's values, given as canonical JSON. The nonce is an HMAC of event id and values under a key derived from
   * the record's, so that a retry writes the same bytes and different values never share a nonce (design section 4; one
   * seal for all fields of a line: ADR 0006).
   */
  seal(place: LinePlace, values: Personal<string>): string {
    const plaintext = values.reveal();
    const nonce = hmac(this.#nonceKey, place.eventId, 'values', plaintext).subarray(0, 12);
    return encrypt(this.#recordKey, nonce, Buffer.from(plaintext), additional(place)).toString('base64');
  }

  /** The fingerprint of a decision with personal values, told in canonical JSON: it says nothing once the key is gone. */
  fingerprint(said: string, values: Personal<string>): string {
    return fingerprintOf(this.#fingerprintKey, said, values.reveal());
  }
}

/** @throws SealBroken when key, place or bytes are not the ones that were sealed. */
export function unsealLine<T>(recordKey: Buffer, place: LinePlace, sealed: string): Personal<T> {
  const plaintext = decrypt(recordKey, Buffer.from(sealed, 'base64'), additional(place));
  return new Personal(JSON.parse(plaintext.toString()) as T);
}

/**
 * Says *changed* or *unchanged* about a decision (design section 2): an HMAC over everything that was decided, told in
 * canonical JSON.
 */
export function fingerprintOf(key: Buffer, ...said: string[]): string {
  return hmac(key, ...said)
    .subarray(0, 16)
    .toString('hex');
}
