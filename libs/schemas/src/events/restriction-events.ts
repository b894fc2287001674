import { z } from 'zod';
import { recordKeySchema, runNumberSchema } from '../identifiers.js';
import { ruleInputSchema } from '../rule-input.js';
import { defineEvent, open } from './define-event.js';

/**
 * Names of rows in the register (restrictions.md, Words): the record key of a contact, employee or student, or, of a
 * contact without a readable id, a key made of its child and its folded names.
 */
export const rowSchema = recordKeySchema;

/** The pupil of a link by record key; `unknown`: the row stood under a pupil without a readable id. */
export const registerChildSchema = z.string().regex(/^(?:[0-9a-f]{32}|unknown)$/);
export const UNKNOWN_CHILD = 'unknown';

/** The inputs whose classes the register remembers. `current` belongs to an employee's row and has no child. */
export const registerInputSchema = z.enum(['court_order', 'parental_responsibility', 'current']);
export type RegisterInput = z.infer<typeof registerInputSchema>;

export const registerKindSchema = z.enum(['student', 'contact', 'employee']);
export type RegisterKind = z.infer<typeof registerKindSchema>;

/** One remembered statement: what is said of this row, about this child, by this input. */
export const registerLinkSchema = z.object({
  row: rowSchema,
  child: registerChildSchema.optional(),
  input: registerInputSchema,
});
export type RegisterLink = z.infer<typeof registerLinkSchema>;

export const restrictingLinkSchema = registerLinkSchema.extend({
  class: ruleInputSchema,
  /** Read in a blank reading: it restricts whatever blank means, until the school says anew what it means. */
  blank: z.literal(true).optional(),
  /** Blank in a blank reading on a link that was shown before: said, so that what is remembered is seen to be memory, and no more. */
  passes: z.literal(true).optional(),
});
export type RestrictingLink = z.infer<typeof restrictingLinkSchema>;

/** A calendar day in UTC, `2026-09-01`. */
export const daySchema = z.iso.date();

const pair = z.tuple([rowSchema, rowSchema]);
const shownLink = z.object({ row: rowSchema, child: registerChildSchema });

export const RegisterSeeded = defineEvent(
  'RegisterSeeded',
  1,
  'The register holds what the ledgers remembered before there was one; from here on it alone is asked.',
  { lines: open(z.int().nonnegative()) },
);

export const ReadingFenced = defineEvent(
  'ReadingFenced',
  1,
  'A newer run reads the school: what an older one still wants to write here fails on its expected revision.',
  { run: open(runNumberSchema) },
);

export const InputsRestrict = defineEvent(
  'InputsRestrict',
  1,
  'These links or rows were read with a value that can keep their people out.',
  { links: open(z.array(restrictingLinkSchema)) },
);

export const InputsEnded = defineEvent(
  'InputsEnded',
  1,
  'A whole reading showed otherwise: these classes are remembered no more.',
  { links: open(z.array(restrictingLinkSchema.omit({ blank: true, passes: true }))) },
);

/** What a row newly carries: the first reading that showed it is the run of the event's metadata. */
export const carriedRowSchema = z.object({
  row: rowSchema,
  /** Person keys, of the `upi` as delivered and as folded. */
  persons: z.array(recordKeySchema).optional(),
  /** Keyed folded names: to count under how many a `upi` was seen. */
  names: recordKeySchema.optional(),
  /** A contact row without a readable id: its orders count for every child. */
  loose: z.literal(true).optional(),
  /** Pupils under whom the contact was read for the first time. */
  children: z.array(registerChildSchema).optional(),
});
export type CarriedRow = z.infer<typeof carriedRowSchema>;

export const RowsCarry = defineEvent(
  'RowsCarry',
  1,
  'These rows were read with these marks for the first time.',
  {
    kind: open(registerKindSchema),
    day: open(daySchema),
    rows: open(z.array(carriedRowSchema)),
  },
);

export const RowsAlike = defineEvent(
  'RowsAlike',
  1,
  'A reading showed the contacts of each group as possibly one person, any two of them: names that agree, and a value or family in common.',
  {
    groups: open(z.array(z.array(rowSchema).min(1))),
    /** The first group goes on with the last of the event before: together they were too large for one. */
    continues: open(z.literal(true).optional()),
  },
);

export const NamesDiffer = defineEvent(
  'NamesDiffer',
  1,
  'The first reading that showed both rows of a person key showed them under different names.',
  { pairs: open(z.array(pair)) },
);

export const ReadingWhole = defineEvent(
  'ReadingWhole',
  1,
  'Every page of the kind was read, under the same permissions at the end as at the beginning.',
  {
    kind: open(z.enum(['contact', 'employee'])),
    day: open(daySchema),
    /** Whether any link said `false` to a court order; whether any responsibility, or any `current`, was a boolean. */
    had: open(
      z.object({
        courtOrderFalse: z.boolean().optional(),
        responsibility: z.boolean().optional(),
        current: z.boolean().optional(),
      }),
    ),
    /** Links that the last whole reading showed and this one did not, although it showed the pupil. */
    noLonger: open(z.array(shownLink)),
    /** Links shown again. */
    again: open(z.array(shownLink)),
    /** Pupils that the last whole reading showed and this one did not, and those that are back. */
    pupilsGone: open(z.array(recordKeySchema)),
    pupilsBack: open(z.array(recordKeySchema)),
    /** The lists go on in the next event of the reading: together they were too large for one. */
    more: open(z.literal(true).optional()),
  },
);

export const PupilsUnsettled = defineEvent(
  'PupilsUnsettled',
  1,
  'Of pupils the whole reading did not say whose contacts are theirs; of others it did so again.',
  {
    day: open(daySchema),
    /** Pupils whose contacts are null or unreadable, or that a row without an id may be, from this reading on. */
    unsettled: open(z.array(recordKeySchema)),
    settled: open(z.array(recordKeySchema)),
  },
);

export const LinksReleased = defineEvent(
  'LinksReleased',
  1,
  'A whole reading says that these orders ended: they count no more once this run has completed, unless a newer one began.',
  { run: open(runNumberSchema), links: open(z.array(shownLink)) },
);

export const ReleasesWait = defineEvent(
  'ReleasesWait',
  1,
  'Too many restrictions would have ended at once: these stand until a person decides, or they are read again.',
  { run: open(runNumberSchema), links: open(z.array(registerLinkSchema)) },
);

export const RestrictionsLapsed = defineEvent(
  'RestrictionsLapsed',
  1,
  'Blank or missing values of links that were not shown for the stated time are remembered no more.',
  { links: open(z.array(restrictingLinkSchema.omit({ blank: true, passes: true }))) },
);

export const RESTRICTION_EVENTS = [
  RegisterSeeded,
  ReadingFenced,
  InputsRestrict,
  InputsEnded,
  RowsCarry,
  RowsAlike,
  NamesDiffer,
  ReadingWhole,
  PupilsUnsettled,
  LinksReleased,
  ReleasesWait,
  RestrictionsLapsed,
] as const;
