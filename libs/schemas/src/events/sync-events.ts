import { z } from 'zod';
import { addOnSchema } from '../add-ons.js';
import { addOnPlanSchema, basisSchema } from '../basis.js';
import { countsByKindSchema, countsByReasonSchema, droppedFieldsSchema } from '../counts.js';
import { holdsSchema } from '../holds.js';
import { schoolIdSchema } from '../identifiers.js';
import { kindSchema } from '../kinds.js';
import { defineEvent, open } from './define-event.js';

export const SchoolConnected = defineEvent(
  'SchoolConnected',
  1,
  'The school approved the app: seen for the first time, again after a revocation, or under a new name.',
  { schoolId: open(schoolIdSchema), name: open(z.string()) },
);

export const SyncRunStarted = defineEvent(
  'SyncRunStarted',
  1,
  'A run of the school started on this basis; the revision of this event is the run number.',
  {
    instance: open(z.string()),
    deadline: open(z.iso.datetime()),
    basis: open(basisSchema),
    disagreement: open(z.enum(['keys-ahead', 'keys-behind']).optional()),
  },
);

/** One add-on's part of a completed run. */
export const addOnAccountSchema = z.object({
  ...addOnPlanSchema.pick({ state: true, missing: true }).shape,
  kinds: countsByKindSchema,
  reasons: countsByReasonSchema,
  keptOut: countsByReasonSchema,
  holds: holdsSchema.optional(),
  /** The class of the error for which the run was given up in this add-on's ledger; then nothing is counted. */
  givenUp: z.string().optional(),
  ledger: z.object({ size: z.int().nonnegative(), rootHash: z.string().nullable() }),
});
export type AddOnAccount = z.infer<typeof addOnAccountSchema>;

export const runOutcomeSchema = z.enum(['completed', 'partial', 'held']);

export const SyncRunCompleted = defineEvent(
  'SyncRunCompleted',
  1,
  'Every ledger of the run is closed; these are its accounts.',
  {
    run: open(z.int().nonnegative()),
    outcome: open(runOutcomeSchema),
    addOns: open(z.record(addOnSchema, addOnAccountSchema)),
    read: open(z.array(kindSchema).optional()),
    dropped: open(droppedFieldsSchema.optional()),
  },
);

export const SyncRunFailed = defineEvent(
  'SyncRunFailed',
  1,
  'The run ended without an account: it was stopped, ran out of time, or a writer had not seen all of it.',
  {
    run: open(z.int().nonnegative()),
    code: open(z.string()),
    message: open(z.string()),
  },
);

export const AccessRevoked = defineEvent(
  'AccessRevoked',
  1,
  "The school is listed as revoked in Wonde: it withdrew the app's access.",
  { schoolId: open(schoolIdSchema) },
);

export const SchoolListed = defineEvent(
  'SchoolListed',
  1,
  'Wonde lists the school as approved, on a day on which no run was started.',
  { schoolId: open(schoolIdSchema) },
);

export const SchoolSuspended = defineEvent(
  'SchoolSuspended',
  1,
  'The school is not listed as approved any more, or also as revoked, or was not read for too long: nothing of it, or of these kinds, is served until a run has closed again.',
  {
    schoolId: open(schoolIdSchema),
    why: open(z.enum(['declined', 'pending', 'contradictory', 'unlisted', 'unread'])),
    kinds: open(z.array(kindSchema).optional()),
  },
);

export const SYNC_EVENTS = [
  SchoolConnected,
  SyncRunStarted,
  SyncRunCompleted,
  SyncRunFailed,
  AccessRevoked,
  SchoolListed,
  SchoolSuspended,
] as const;
