import { randomFillSync } from 'node:crypto';

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
