import { z } from 'zod';
import { reasonSchema } from '../catalogue/reasons.js';
import { personKeySchema, recordKeySchema, runNumberSchema } from '../identifiers.js';
import type { Kind } from '../kinds.js';
import { kindSchema } from '../kinds.js';
import { linkClassesSchema, ruleInputSchema } from '../rule-input.js';
import { defineEvent, open, sealed } from './define-event.js';

const record = { recordKey: open(recordKeySchema), personKey: open(personKeySchema.optional()) };

/**
 * Rule inputs, by class, of the contact's links as the run showed them: evidence of the decision. Nothing is remembered
 * from here: what restricts is in the register (`restrictions-<schoolId>`).
 */
const links = open(z.array(linkClassesSchema).optional());

/** Pseudonym of an event's category, so that a changed choice of categories can be applied without the source. */
const categoryKey = open(recordKeySchema.optional());

const importedShape = {
  ...record,
  /** Names of the fields inside the sealed values, sorted: what came in, for auditors and for taking back permissions. */
  fields: open(z.array(z.string())),
  /** Which of the record's keys in this ledger seals the values. */
  generation: open(z.int().positive()),
  /** The document as the add-on sees it, sealed under the record's own key. */
  sealed: sealed(z.string()),
  categoryKey,
};
const excludedShape = {
  ...record,
  reasons: open(z.array(reasonSchema).min(1)),
  links,
  current: open(ruleInputSchema.optional()),
  categoryKey,
};
const withdrawnShape = {
  ...record,
  reason: open(reasonSchema),
  /** The revision in `settings-` of the approval by which it went; a hold kept it until then. */
  approval: open(z.int().nonnegative().optional()),
  /** An event that had ended: that it is gone says nothing. */
  ended: open(z.literal(true).optional()),
};

export const StudentImported = defineEvent(
  'StudentImported',
  1,
  'The student is in the add-on with these values.',
  importedShape,
);
export const StudentExcluded = defineEvent(
  'StudentExcluded',
  1,
  'The student stays out of the add-on.',
  excludedShape,
);
export const StudentWithdrawn = defineEvent(
  'StudentWithdrawn',
  1,
  'The student left the add-on.',
  withdrawnShape,
);
export const ContactImported = defineEvent(
  'ContactImported',
  1,
  'The contact is in the add-on with these values and links.',
  importedShape,
);
export const ContactExcluded = defineEvent(
  'ContactExcluded',
  1,
  'The contact stays out of the add-on.',
  excludedShape,
);
export const ContactWithdrawn = defineEvent(
  'ContactWithdrawn',
  1,
  'The contact left the add-on.',
  withdrawnShape,
);
export const EmployeeImported = defineEvent(
  'EmployeeImported',
  1,
  'The employee is in the add-on with these values.',
  importedShape,
);
export const EmployeeExcluded = defineEvent(
  'EmployeeExcluded',
  1,
  'The employee stays out of the add-on.',
  excludedShape,
);
export const EmployeeWithdrawn = defineEvent(
  'EmployeeWithdrawn',
  1,
  'The employee left the add-on.',
  withdrawnShape,
);
export const ClassImported = defineEvent(
  'ClassImported',
  1,
  'The class is in the add-on with these values and members.',
  importedShape,
);
export const ClassExcluded = defineEvent(
  'ClassExcluded',
  1,
  'The class stays out of the add-on.',
  excludedShape,
);
export const ClassWithdrawn = defineEvent('ClassWithdrawn', 1, 'The class left the add-on.', withdrawnShape);
export const GroupImported = defineEvent(
  'GroupImported',
  1,
  'The group is in the add-on with these values and members.',
  importedShape,
);
export const GroupExcluded = defineEvent(
  'GroupExcluded',
  1,
  'The group stays out of the add-on.',
  excludedShape,
);
export const GroupWithdrawn = defineEvent('GroupWithdrawn', 1, 'The group left the add-on.', withdrawnShape);
export const CalendarEventImported = defineEvent(
  'CalendarEventImported',
  1,
  'The event is in the calendar with these values.',
  importedShape,
);
export const CalendarEventExcluded = defineEvent(
  'CalendarEventExcluded',
  1,
  'The event stays out of the calendar.',
  excludedShape,
);
export const CalendarEventWithdrawn = defineEvent(
  'CalendarEventWithdrawn',
  1,
  'The event left the calendar.',
  withdrawnShape,
);

export const RunFenced = defineEvent(
  'RunFenced',
  1,
  'A newer run took over: a writer of the fenced run that still lives fails on its expected revision.',
  { run: open(runNumberSchema), fenced: open(runNumberSchema) },
);

export const RestrictionsApplied = defineEvent(
  'RestrictionsApplied',
  1,
  'What restricts people, up to these revisions of settings and register, was applied to this ledger.',
  { settings: open(z.int().min(-1)), restrictions: open(z.int().min(-1)) },
);

export const WithdrawalsHeld = defineEvent(
  'WithdrawalsHeld',
  1,
  'Too many records of the kind are gone from the source: their withdrawal, or that of some, waits for a person. Written when the set changes.',
  {
    kind: open(kindSchema),
    /** Who waits from now on, or was discarded since. Readers do not see them any more 30 days after that. */
    held: open(z.array(recordKeySchema)),
    /** When the school said that the source is wrong about those in `held`. */
    discardedAt: open(z.iso.datetime().optional()),
    /** Who waited, and is in the source again. */
    returned: open(z.array(recordKeySchema)),
    /** Of those that stood seven days before the hold began, how many stood, and how many of them are gone. */
    stood: open(z.int().nonnegative()),
    gone: open(z.int().nonnegative()),
    /** Whether new records of the kind wait, too: it looks like a change of MIS. */
    arrivalsWait: open(z.boolean()),
  },
);

export const HeldHidden = defineEvent(
  'HeldHidden',
  1,
  'Nobody decided about these records in time: readers do not see them any more. Nothing is erased.',
  { kind: open(kindSchema), records: open(z.array(recordKeySchema).min(1)) },
);

export const LEDGER_EVENTS = [
  StudentImported,
  StudentExcluded,
  StudentWithdrawn,
  ContactImported,
  ContactExcluded,
  ContactWithdrawn,
  EmployeeImported,
  EmployeeExcluded,
  EmployeeWithdrawn,
  ClassImported,
  ClassExcluded,
  ClassWithdrawn,
  GroupImported,
  GroupExcluded,
  GroupWithdrawn,
  CalendarEventImported,
  CalendarEventExcluded,
  CalendarEventWithdrawn,
  RunFenced,
  RestrictionsApplied,
  WithdrawalsHeld,
  HeldHidden,
] as const;

export type RecordOutcome = 'imported' | 'excluded' | 'withdrawn';

const NAME_OF_KIND: Record<Kind, string> = {
  student: 'Student',
  contact: 'Contact',
  employee: 'Employee',
  class: 'Class',
  group: 'Group',
  event: 'CalendarEvent',
};
const SUFFIX = { imported: 'Imported', excluded: 'Excluded', withdrawn: 'Withdrawn' } as const;

/** The event type of a line: `ledgerEventType('contact', 'excluded')` is `ContactExcluded`. */
export const ledgerEventType = (kind: Kind, outcome: RecordOutcome) =>
  `${NAME_OF_KIND[kind]}${SUFFIX[outcome]}`;

const MEANING = new Map(
  (Object.keys(NAME_OF_KIND) as Kind[]).flatMap((kind) =>
    (Object.keys(SUFFIX) as RecordOutcome[]).map(
      (outcome) => [ledgerEventType(kind, outcome), { kind, outcome }] as const,
    ),
  ),
);

/** Kind and outcome of a ledger event type; undefined for a line that is about none, or about many (`RunFenced`, `WithdrawalsHeld`). */
export const meaningOfLine = (type: string) => MEANING.get(type);

export const importedDataSchema = StudentImported.data;
export const excludedDataSchema = StudentExcluded.data;
export const withdrawnDataSchema = StudentWithdrawn.data;
