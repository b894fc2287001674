import type { Collection } from './read-models.port.js';

/** One text for a versioned collection, for example `parent-portal.contact.v1`. */
export function collectionName({ addOn, kind, version }: Collection): string {
  return `${addOn}.${kind}.v${version}`;
}
