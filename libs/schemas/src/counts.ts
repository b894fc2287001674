import { z } from 'zod';
import { kindSchema } from './kinds.js';
import { reasonSchema } from './catalogue/reasons.js';

const count = z.int().nonnegative();

/** A run's account of one kind in one ledger: `seen = imported + excluded + unchanged + failed`. */
export const kindCountsSchema = z.object({
  seen: count,
  imported: count,
  excluded: count,
  unchanged: count,
  withdrawn: count,
  held: count,
  failed: count,
  /** Records of the kind that the add-on holds after the run. */
  present: count,
});
export type KindCounts = z.infer<typeof kindCountsSchema>;

export const countsByKindSchema = z.partialRecord(kindSchema, kindCountsSchema);
export type CountsByKind = z.infer<typeof countsByKindSchema>;

export const countsByReasonSchema = z.partialRecord(reasonSchema, count);
export type CountsByReason = z.infer<typeof countsByReasonSchema>;

/** Fields of a run's rows that were dropped, each time counted. */
export const droppedFieldsSchema = z.object({
  /** By `<kind>.<name>`, such as `contact.contact_details.phones.mobile`: Wonde's own names alone. */
  byName: z.record(z.string(), count),
  /** Those under any other name, together: such a name may be somebody's. */
  others: count,
});
export type DroppedFields = z.infer<typeof droppedFieldsSchema>;

export const noCounts = (): KindCounts => ({
  seen: 0,
  imported: 0,
  excluded: 0,
  unchanged: 0,
  withdrawn: 0,
  held: 0,
  failed: 0,
  present: 0,
});
