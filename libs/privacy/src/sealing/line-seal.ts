import { Personal } from '../personal.js';
import { canonicalJson } from '../canonical-json.js';
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

/**
 * Seals a line's values under the record's own key. The nonce is an HMAC of event id and values under a key derived
 * from the record's, so that a retry writes the same bytes and different values never share a nonce (design section 4;
 * one seal for all fields of a line: ADR 0006).
 */
export function sealLine(recordKey: Buffer, place: LinePlace, values: Personal<unknown>): string {
  const plaintext = canonicalJson(values.reveal());
  const nonce = hmac(hmac(recordKey, 'nonce'), place.eventId, 'values', plaintext).subarray(0, 12);
  return encrypt(recordKey, nonce, Buffer.from(plaintext), additional(place)).toString('base64');
}

/** @throws SealBroken when key, place or bytes are not the ones that were sealed. */
export function openLine<T>(recordKey: Buffer, place: LinePlace, sealed: string): Personal<T> {
  const plaintext = decrypt(recordKey, Buffer.from(sealed, 'base64'), additional(place));
  return new Personal(JSON.parse(plaintext.toString()) as T);
}

/**
 * Says *changed* or *unchanged* about a decision, and nothing once the record's key is gone (design section 2): an HMAC
 * over everything that was decided.
 */
export function fingerprintOf(key: Buffer, decided: Personal<unknown>): string {
  return hmac(hmac(key, 'fingerprint'), canonicalJson(decided.reveal())).subarray(0, 16).toString('hex');
}
