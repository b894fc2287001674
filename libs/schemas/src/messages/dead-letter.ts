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
  place: z.string().regex(/^[a-z.-]{1,100}(\/\d{1,10}\/\d{1,20})?$/),
  attempts: z.int().positive(),
  /** A class or code, and nothing that could hold a value. */
  errorClass: z.string().regex(/^[A-Za-z0-9_$.]{1,100}$/),
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;
