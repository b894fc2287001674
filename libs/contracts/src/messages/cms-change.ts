import { z } from 'zod';
import { addOnSchema } from '../add-ons.js';
import { recordKeySchema, schoolIdSchema } from '../identifiers.js';
import { kindSchema } from '../kinds.js';

/** Announced on `cms.changes` for every ledger line that was projected. */
export const cmsChangeSchema = z.object({
  schoolId: schoolIdSchema,
  addOn: addOnSchema,
  kind: kindSchema,
  recordKey: recordKeySchema,
  revision: z.int().nonnegative(),
  change: z.enum(['present', 'gone']),
});
export type CmsChange = z.infer<typeof cmsChangeSchema>;
