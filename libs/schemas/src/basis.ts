import { z } from 'zod';
import { ADD_ONS, addOnSchema } from './add-ons.js';
import { kindSchema } from './kinds.js';

/** Where an add-on stands in a run, decided from what was purchased and approved (design section 3). */
export const addOnPlanSchema = z.object({
  state: z.enum(['ready', 'blocked', 'not-purchased']),
  /** Labels of the required permissions that are not approved. */
  missing: z.array(z.string()),
  /** The features whose permissions are all approved; `core` among them when the add-on is ready. */
  features: z.array(z.string()),
});
export type AddOnPlan = z.infer<typeof addOnPlanSchema>;

export const plansSchema = z.record(addOnSchema, addOnPlanSchema);
export type Plans = z.infer<typeof plansSchema>;

/** What a run was decided on, fixed when it starts. */
export const basisSchema = z.object({
  /** `revoked`: the school is listed as revoked in Wonde; nothing is read and everything is withdrawn. */
  access: z.enum(['approved', 'revoked']),
  settingsRevision: z.int().min(-1),
  /** The approved permissions that any add-on's list knows, by label, sorted. */
  approved: z.array(z.string()),
  addOns: plansSchema,
  kinds: z.array(kindSchema),
});
export type Basis = z.infer<typeof basisSchema>;

/** Which fields of which kinds an add-on may have: field names as in the add-on's documents. */
export const grantsSchema = z.record(addOnSchema, z.partialRecord(kindSchema, z.array(z.string())));
export type Grants = z.infer<typeof grantsSchema>;

export const forEachAddOn = <T>(make: (addOn: (typeof ADD_ONS)[number]) => T) =>
  Object.fromEntries(ADD_ONS.map((addOn) => [addOn, make(addOn)])) as Record<(typeof ADD_ONS)[number], T>;
