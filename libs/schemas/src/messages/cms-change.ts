import { z } from 'zod';
import { addOnSchema } from '../add-ons.js';
import { documentIdSchema, schoolIdSchema } from '../identifiers.js';
import { kindSchema } from '../kinds.js';

/**
 * Announced on `cms.changes`: how a document stands now, after the last of its record's lines that were projected together.
 * It leaves the house, so it names neither the record key nor the line's revision, by which it could be joined with the
 * ledger (design section 4). A reader that needs every line follows the ledger.
 */
export const cmsChangeSchema = z.object({
  schoolId: schoolIdSchema,
  addOn: addOnSchema,
  kind: kindSchema,
  documentId: documentIdSchema,
  change: z.enum(['present', 'gone']),
});
export type CmsChange = z.infer<typeof cmsChangeSchema>;
