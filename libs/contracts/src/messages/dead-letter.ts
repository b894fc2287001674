import { z } from 'zod';
import { recordKeySchema, runNumberSchema, schoolIdSchema } from '../identifiers.js';
import { kindSchema } from '../kinds.js';

/** What is kept of a record that could not be processed: whose, where, and why by class; never its content. */
export const deadLetterSchema = z.object({
  schoolId: schoolIdSchema,
  run: runNumberSchema,
  kind: kindSchema,
  recordKey: recordKeySchema,
  /** Where the record's message stood on the bus; the topic alone of one that never came there. */
  place: z.string().min(1),
  attempts: z.int().positive(),
  errorClass: z.string().min(1),
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;
