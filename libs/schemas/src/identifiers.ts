import { z } from 'zod';

/** A Wonde school id, narrow enough to be part of a stream name. */
export const schoolIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** 128 bits in hex: the only name that a record has in the house, outside sealed values (design section 2). */
export const recordKeySchema = z.string().regex(/^[0-9a-f]{32}$/);

/** The same of a person, from Wonde's `upi`; contact and employee lines of one person share it. */
export const personKeySchema = recordKeySchema;

/** The name of a record's document outside the house: in the CMS API and on `cms.changes` (design section 4). */
export const documentIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** A run is named by the revision of its `SyncRunStarted` in the school's `sync-` stream. */
export const runNumberSchema = z.int().nonnegative();

/**
 * The id of the run's `SyncRunStarted`, which is random. A run number may come again where the event store was restored from
 * a backup: what must never be taken for another run's says this, too.
 */
export const runIdSchema = z.uuid();
