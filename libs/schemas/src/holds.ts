import { z } from 'zod';
import { kindSchema } from './kinds.js';

const count = z.int().nonnegative();

/** What waits for a person of one kind in one ledger, as a run left it (design section 3, hold). */
export const holdSchema = z.object({
  /** When the hold began; ISO 8601. */
  since: z.iso.datetime(),
  /** Records that are gone from the source and wait to be withdrawn. */
  withdrawals: count,
  /** Those of them that readers do not see any more. */
  hidden: count,
  /** From when on readers do not see those that come next; null where none waits to be withdrawn. */
  hiddenFrom: z.iso.datetime().nullable(),
  /** New records that wait to come in. */
  arrivals: count,
  /** Whose turn it is: nobody has answered; the school said that the source is wrong; restrictions match nobody yet. */
  answer: z.enum(['none', 'discarded', 'restrictions-unmatched']),
  /** It ended by itself: no more are gone now than the limits allow. */
  moot: z.literal(true).optional(),
});
export type Hold = z.infer<typeof holdSchema>;

export const holdsSchema = z.partialRecord(kindSchema, holdSchema);
export type Holds = z.infer<typeof holdsSchema>;

/** So many days a hold may go unanswered, or stay discarded, before readers do not see what is held any more. */
export const PATIENCE_WITH_HOLDS_DAYS = 30;

/** From when on readers do not see what is held since, or was discarded at, a time. Both ISO 8601. */
export const hiddenFrom = (time: string): string =>
  new Date(Date.parse(time) + PATIENCE_WITH_HOLDS_DAYS * 24 * 60 * 60 * 1000).toISOString();
