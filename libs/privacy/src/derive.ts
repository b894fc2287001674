import { createHmac, hkdfSync } from 'node:crypto';

/** A 256-bit key for one purpose, derived from the master key (HKDF-SHA-256). */
export function derivedKey(master: Buffer, ...purpose: string[]): Buffer {
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), JSON.stringify(purpose), 32));
}

/** HMAC-SHA-256 over a list of texts that cannot run into each other. */
export function hmac(key: Buffer, ...parts: string[]): Buffer {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(`${Buffer.byteLength(part)}:`).update(part);
  return mac.digest();
}

/** 128 bits of an HMAC, in hex (design section 2). */
export const shortened = (digest: Buffer): string => digest.subarray(0, 16).toString('hex');
