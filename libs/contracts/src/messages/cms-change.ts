import { z } from 'zod';
import { addOnSchema } from '../add-ons.js';
import { recordKeySchema, schoolIdSchema } from '../identifiers.js';
import { kindSchema } from '../kinds.js';

/**
 * Announced on `cms.changes`: how a record stands now, after the last of its lines that were projected together. A reader
 * that needs every line follows the ledger.
 */
export const cmsChangeSchema = z.object({
  schoolId: schoolIdSchema,
  addOn: addOnSchema,
  kind: kindSchema,
  recordKey: recordKeySchema,
  revision: z.int().nonnegative(),
  change: z.enum(['present', 'gone']),
});
export type CmsChange = z.infer<typeof cmsChangeSchema>;
