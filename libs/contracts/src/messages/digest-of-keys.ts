import { createHash } from 'node:crypto';

/**
 * What ingest sent and what a writer saw of a kind, compared in 64 hex digits: SHA-256 over the sorted record keys, so
 * that neither order nor repetition matters (design section 1, steps 4 and 7).
 */
export function digestOfKeys(keys: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const key of [...new Set(keys)].sort()) hash.update(key);
  return hash.digest('hex');
}
