import type { AddOn, Kind } from '@gatehouse/contracts';
import type { Collection } from '@gatehouse/read-models';

/** Raised when documents change their shape: the projector then fills new collections beside the old ones. */
export const PROJECTION_VERSION = 1;

/** The documents of one kind for one add-on. */
export const collectionOf = (addOn: AddOn, kind: Kind): Collection => ({
  addOn,
  kind,
  version: PROJECTION_VERSION,
});

/** The schools that this installation knows; all under one owner, because they are listed together. */
export const SCHOOLS: Collection = { addOn: 'gatehouse', kind: 'school', version: PROJECTION_VERSION };
export const SCHOOLS_OWNER = 'all';
