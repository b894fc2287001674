import { z } from 'zod';
import { basisSchema, grantsSchema } from '../basis.js';
import {
  personKeySchema,
  recordKeySchema,
  runIdSchema,
  runNumberSchema,
  schoolIdSchema,
} from '../identifiers.js';
import { kindSchema } from '../kinds.js';

/** Earlier versions sent no `runId`: what they left on a topic is told apart by the run's number alone. */
const ofRun = { schoolId: schoolIdSchema, run: runNumberSchema, runId: runIdSchema.optional() };

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

/** So many record keys at most in one part of a roll call: a message stays far below what a bus takes. */
export const KEYS_OF_A_PART = 5000;

/**
 * Comes before a kind's records, in parts: the keys of all of them, whether the reading was whole, and how far a writer
 * must have read the register before it decides one (design section 3, hold). So a writer knows before it decides who is
 * present, gone and new, and at the end whether it saw all.
 */
export const rollCallSchema = z.object({
  type: z.literal('roll-call'),
  ...ofRun,
  kind: kindSchema,
  /** Of this part, in the order in which the records follow. */
  keys: z.array(recordKeySchema).max(KEYS_OF_A_PART),
  isLast: z.boolean(),
  /** Every page was read, and under the permissions of the run's beginning. */
  whole: z.boolean(),
  /** Rows without a readable id: failed, and the kind withdraws nothing. */
  unidentified: z.int().nonnegative(),
  /** Whether any of the kind's rule inputs was a boolean. */
  hasBooleans: z.boolean(),
  restrictionsRevision: z.int().min(-1),
  /** Of contacts, with the last part: pupils of whom the reading does not say whose their contacts are (restrictions.md, rule 14). */
  unsettled: z.array(recordKeySchema).optional(),
});

/** Stands in the place of a record that could not be processed, so that the roll call still agrees. */
export const failedRecordSchema = z.object({
  type: z.literal('failed-record'),
  ...ofRun,
  kind: kindSchema,
  recordKey: recordKeySchema,
});

export const kindReadSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('read') }),
  z.object({ state: z.literal('unreadable'), code: z.string(), message: z.string() }),
  z.object({ state: z.literal('not-permitted') }),
]);
export type KindRead = z.infer<typeof kindReadSchema>;

export const runClosedSchema = z.object({
  type: z.literal('run-closed'),
  ...ofRun,
  kinds: z.record(kindSchema, kindReadSchema),
});

/** permission-policy cannot pass the run on: the writers close it as given up. */
export const runGivenUpSchema = z.object({ type: z.literal('run-given-up'), ...ofRun, error: z.string() });

export const permittedRunOpenedSchema = runOpenedSchema.extend({
  permissionsRevision: z.int().min(-1),
  grants: grantsSchema,
});

/** What travels on `mis.records`. */
export const recordsMessageSchema = z.discriminatedUnion('type', [
  runOpenedSchema,
  recordMessageSchema,
  rollCallSchema,
  failedRecordSchema,
  runClosedSchema,
]);
/** What travels on `mis.permitted-records` and `mis.permitted-events`. */
export const permittedMessageSchema = z.discriminatedUnion('type', [
  permittedRunOpenedSchema,
  recordMessageSchema,
  rollCallSchema,
  failedRecordSchema,
  runClosedSchema,
  runGivenUpSchema,
]);

/** Which run of which school. */
export interface RunName {
  schoolId: string;
  run: number;
  runId?: string | undefined;
}

export const isSameRun = (one: RunName, other: RunName): boolean =>
  one.schoolId === other.schoolId && one.run === other.run && one.runId === other.runId;

export type RunOpened = z.infer<typeof runOpenedSchema>;
export type PermittedRunOpened = z.infer<typeof permittedRunOpenedSchema>;
export type RecordMessage = z.infer<typeof recordMessageSchema>;
export type RollCall = z.infer<typeof rollCallSchema>;
export type FailedRecord = z.infer<typeof failedRecordSchema>;
export type RunClosed = z.infer<typeof runClosedSchema>;
export type RunGivenUp = z.infer<typeof runGivenUpSchema>;
export type RecordsMessage = z.infer<typeof recordsMessageSchema>;
export type PermittedMessage = z.infer<typeof permittedMessageSchema>;

/** What travels on `mis.look-again`: something restricts people of this school that its ledgers may not know yet. */
export const lookAgainSchema = z.object({ type: z.literal('look-again'), schoolId: schoolIdSchema });
export type LookAgain = z.infer<typeof lookAgainSchema>;
