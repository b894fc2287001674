import { z } from 'zod';
import { basisSchema, grantsSchema } from '../basis.js';
import { personKeySchema, recordKeySchema, runNumberSchema, schoolIdSchema } from '../identifiers.js';
import { kindSchema } from '../kinds.js';

const ofRun = { schoolId: schoolIdSchema, run: runNumberSchema };

export const runOpenedSchema = z.object({
  type: z.literal('run-opened'),
  ...ofRun,
  deadline: z.iso.datetime(),
  basis: basisSchema,
  /** The run before, when it never ended: its writers are fenced off. */
  fences: runNumberSchema.nullable(),
});

/** A record, its content sealed with the run's key (`MisRecord`, or one `MisRecord` for each add-on). */
export const recordMessageSchema = z.object({
  type: z.literal('record'),
  ...ofRun,
  kind: kindSchema,
  recordKey: recordKeySchema,
  personKey: personKeySchema.optional(),
  observedAt: z.iso.datetime(),
  sealed: z.string(),
});

/**
 * Comes before the first record of a kind that nobody may newly come in from unless its reading was whole (contact,
 * employee): whether it was, and how far a writer must have read the register before it decides one.
 */
export const readingSchema = z.object({
  type: z.literal('reading'),
  ...ofRun,
  kind: kindSchema,
  whole: z.boolean(),
  /** Whether any of the kind's rule inputs was a boolean. */
  hasBooleans: z.boolean(),
  restrictionsRevision: z.int().min(-1),
});

/** Stands in the place of a record that could not be processed, so that count and digest still agree. */
export const failedRecordSchema = z.object({
  type: z.literal('failed-record'),
  ...ofRun,
  kind: kindSchema,
  recordKey: recordKeySchema,
});

export const kindReadSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('read'),
    count: z.int().nonnegative(),
    /** SHA-256 over the sorted record keys that were sent. */
    digest: z.string(),
    /** Rows without a readable id: failed, and the kind withdraws nothing. */
    unidentified: z.int().nonnegative(),
  }),
  z.object({
    state: z.literal('unreadable'),
    count: z.int().nonnegative(),
    digest: z.string(),
    unidentified: z.int().nonnegative(),
    code: z.string(),
    message: z.string(),
  }),
  z.object({ state: z.literal('not-permitted') }),
]);
export type KindRead = z.infer<typeof kindReadSchema>;

export const runClosedSchema = z.object({
  type: z.literal('run-closed'),
  ...ofRun,
  kinds: z.record(kindSchema, kindReadSchema),
});

export const permittedRunOpenedSchema = runOpenedSchema.extend({
  permissionsRevision: z.int().min(-1),
  grants: grantsSchema,
});

/** What travels on `mis.records`. */
export const recordsMessageSchema = z.discriminatedUnion('type', [
  runOpenedSchema,
  recordMessageSchema,
  readingSchema,
  failedRecordSchema,
  runClosedSchema,
]);
/** What travels on `mis.permitted-records` and `mis.permitted-events`. */
export const permittedMessageSchema = z.discriminatedUnion('type', [
  permittedRunOpenedSchema,
  recordMessageSchema,
  readingSchema,
  failedRecordSchema,
  runClosedSchema,
]);

export type RunOpened = z.infer<typeof runOpenedSchema>;
export type PermittedRunOpened = z.infer<typeof permittedRunOpenedSchema>;
export type RecordMessage = z.infer<typeof recordMessageSchema>;
export type Reading = z.infer<typeof readingSchema>;
export type FailedRecord = z.infer<typeof failedRecordSchema>;
export type RunClosed = z.infer<typeof runClosedSchema>;
export type RecordsMessage = z.infer<typeof recordsMessageSchema>;
export type PermittedMessage = z.infer<typeof permittedMessageSchema>;

/** What travels on `mis.look-again`: something restricts people of this school that its ledgers may not know yet. */
export const lookAgainSchema = z.object({ type: z.literal('look-again'), schoolId: schoolIdSchema });
export type LookAgain = z.infer<typeof lookAgainSchema>;
