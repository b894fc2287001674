import { z } from 'zod';
import type { Json } from '../json.js';
import { mannerSchema } from '../world/manner.js';
import { RESOURCES } from '../world/resources.js';
import { SCHOOL_STATES } from '../world/world.js';

const id = z.string().min(1);
const json = z.json() as z.ZodType<Json>;
const resource = z.enum(RESOURCES);
/** Dots or a list, into the record as it is served with all its details, e.g. `contact_details.data.emails.email`. */
const path = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);
/** Without `student`: on every link of the contact. */
const link = { contact: id, student: id.optional() };
const valueOrRemove = { value: json.optional(), remove: z.literal(true).optional() };

/** What may happen at a school between two synchronisations. */
export const changeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('order-added'), ...link }),
  z.strictObject({ kind: z.literal('order-lifted'), ...link }),
  z.strictObject({ kind: z.literal('order-set'), ...link, ...valueOrRemove }),
  z.strictObject({ kind: z.literal('responsibility-set'), ...link, ...valueOrRemove }),
  z.strictObject({ kind: z.literal('record-deleted'), resource, id }),
  /** `asNewId`: a returner, with another id and the same `upi`. */
  z.strictObject({ kind: z.literal('record-back'), resource, id, asNewId: id.optional() }),
  z.strictObject({ kind: z.literal('record-added'), resource, record: z.record(z.string(), json) }),
  z.strictObject({ kind: z.literal('field-edited'), resource, id, path, ...valueOrRemove }),
  z.strictObject({ kind: z.literal('permission-granted'), label: z.string() }),
  z.strictObject({ kind: z.literal('permission-withdrawn'), label: z.string() }),
  z.strictObject({ kind: z.literal('school-state'), state: z.enum(SCHOOL_STATES) }),
  mannerSchema.partial().extend({ kind: z.literal('manner-changed') }),
  z.strictObject({
    kind: z.literal('meta-changed'),
    online: z.boolean().optional(),
    audited: z.boolean().optional(),
    approved: z.boolean().optional(),
  }),
]);

export type Change = z.infer<typeof changeSchema>;

export const changeRequestSchema = z.strictObject({ school: id, change: changeSchema });
