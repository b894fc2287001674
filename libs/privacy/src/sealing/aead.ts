import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

const POOL = Buffer.allocUnsafe(8192);
let used = POOL.length;

/**
 * Random bytes for nonces and keys, at most 64 at a time, drawn from the system's generator a few kilobytes at once:
 * asking it for a dozen bytes costs more than encrypting a record. Given bytes are copied out and wiped from the pool.
 */
export function drawRandom(size: number): Buffer {
  if (used + size > POOL.length) {
    randomFillSync(POOL);
    used = 0;
  }
  const drawn = Buffer.from(POOL.subarray(used, used + size));
  POOL.fill(0, used, used + size);
  used += size;
  return drawn;
}

const NONCE = 12;
const TAG = 16;

/**
 * AES-256-GCM: nonce, ciphertext and tag in one buffer. The caller answers for the nonce: random, or derived so that
 * it can repeat only with the very same plaintext.
 */
export function encrypt(key: Buffer, nonce: Buffer, plaintext: Buffer, additional: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(additional));
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/**
 * The reverse of `encrypt`.
 *
 * @throws SealBroken when key, additional data or bytes are not the ones that were sealed.
 */
export function decrypt(key: Buffer, box: Buffer, additional: string): Buffer {
  if (box.length < NONCE + TAG) throw new SealBroken();
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE));
  decipher.setAAD(Buffer.from(additional));
  decipher.setAuthTag(box.subarray(box.length - TAG));
  try {
    return Buffer.concat([decipher.update(box.subarray(NONCE, box.length - TAG)), decipher.final()]);
  } catch {
    // The library's own error says no more than this, and must not be able to carry anything along.
    throw new SealBroken();
  }
}

/** What was sealed cannot be opened: another key, another place, or altered bytes. */
export class SealBroken extends Error {
  readonly code = 'SEAL_BROKEN';
  constructor() {
    super('A sealed value does not open: it was altered, or sealed for another place or under another key.');
    this.name = 'SealBroken';
  }
}
