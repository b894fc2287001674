import { z } from 'zod';
import { addOnSchema } from '../add-ons.js';
import { personKeySchema, recordKeySchema, runNumberSchema } from '../identifiers.js';
import { kindSchema } from '../kinds.js';
import { ruleInputSchema } from '../rule-input.js';
import { registerChildSchema, registerInputSchema, rowSchema } from './restriction-events.js';
import { defineEvent, open } from './define-event.js';

/** Every settings event names who decided (metadata `actor`) and why. */
const reason = open(z.string().min(1));

/** The revision of `restrictions-` that the person who decides was shown: a word ends nothing that was read later. */
const shown = z.int().min(-1);

/** A person, by the record that was pointed at, by the person key, or both. */
const person = {
  recordKey: open(recordKeySchema.optional()),
  personKey: open(personKeySchema.optional()),
  reason,
};

export const AddOnsPurchased = defineEvent('AddOnsPurchased', 1, 'The school has exactly these add-ons.', {
  addOns: open(z.array(addOnSchema)),
  reason,
});

export const CourtOrderPolicySet = defineEvent(
  'CourtOrderPolicySet',
  1,
  'The school decided what a blank court order means, or how far an active one reaches.',
  {
    blankCourtOrder: open(z.enum(['no-order', 'undecided']).optional()),
    courtOrderScope: open(z.enum(['person', 'link']).optional()),
    /** The revision of `restrictions-` that the person was shown; a blank reading later than that is not settled by it. */
    shown: open(shown.optional()),
    reason,
  },
);

export const CalendarCategoriesSet = defineEvent(
  'CalendarCategoriesSet',
  1,
  'The school publishes events of exactly these categories.',
  { categories: open(z.array(z.string())), reason },
);

export const PersonBlocked = defineEvent(
  'PersonBlocked',
  1,
  'The school keeps this person out everywhere.',
  person,
);
export const PersonUnblocked = defineEvent(
  'PersonUnblocked',
  1,
  'The school lifted the block of this person.',
  person,
);

export const RestrictionLifted = defineEvent(
  'RestrictionLifted',
  1,
  'The school says that what is remembered of this row, or all that this run read as unreadable, holds no more.',
  {
    row: open(rowSchema.optional()),
    child: open(registerChildSchema.optional()),
    input: open(registerInputSchema.optional()),
    /** Instead of a row: everything unreadable that this run read, and the responsibilities that it left waiting. */
    run: open(runNumberSchema.optional()),
    shown: open(shown),
    reason,
  },
);

export const RestrictionMoved = defineEvent(
  'RestrictionMoved',
  1,
  'The school says that the person of the old row stands in the source as the new row: what restricts the old one holds for it, too.',
  {
    from: open(rowSchema),
    to: open(rowSchema),
    /** What is moved: the court order, by its class, the block, or both. */
    courtOrder: open(ruleInputSchema.optional()),
    block: open(z.boolean()),
    shown: open(shown),
    reason,
  },
);

export const RowsToldApart = defineEvent(
  'RowsToldApart',
  1,
  'The school says that these rows are all different people: what restricts one of them reaches no other.',
  { rows: open(z.array(rowSchema).min(2)), shown: open(shown), reason },
);

export const RowsJoined = defineEvent('RowsJoined', 1, 'The school says that these rows are one person.', {
  rows: open(z.array(rowSchema).min(2)),
  shown: open(shown),
  reason,
});

/** Where the ledgers stood that the person who decides about a hold was shown: what waits since later is not meant. */
const shownLedgers = z.partialRecord(addOnSchema, z.int().min(-1));

export const HoldApproved = defineEvent(
  'HoldApproved',
  1,
  'The school lets go who waits to go, or lets in who waits to come in: those that it was shown. It says nothing about court orders or blocks.',
  {
    kind: open(kindSchema),
    what: open(z.enum(['withdrawals', 'arrivals'])),
    shown: open(shownLedgers),
    reason,
  },
);

export const HoldDiscarded = defineEvent(
  'HoldDiscarded',
  1,
  'The school says that the source is wrong, and will be put right: who waits to go stays, for a time.',
  { kind: open(kindSchema), shown: open(shownLedgers), reason },
);

export const HoldLimitsSet = defineEvent(
  'HoldLimitsSet',
  1,
  'The school set from when on withdrawals wait for a person; what is left out returns to the default.',
  {
    /** More than so many records and more than `percent` of them wait. */
    records: open(z.int().nonnegative().optional()),
    percent: open(z.number().min(0).max(100).optional()),
    /** More than this part of them waits, however many they are. */
    mostPercent: open(z.number().min(0).max(100).optional()),
    /** The last day on which these limits hold; afterwards the default does. */
    until: open(z.iso.date().optional()),
    reason,
  },
);

export const ValuesRevealed = defineEvent(
  'ValuesRevealed',
  1,
  'Somebody looked at these values of a record in clear; recorded before they were shown.',
  {
    recordKey: open(recordKeySchema),
    /** Names of the fields, never what they hold. */
    fields: open(z.array(z.string()).min(1)),
    reason,
  },
);

export const SyncRequested = defineEvent(
  'SyncRequested',
  1,
  'Somebody asked for a run of the school beside the timetable.',
  { reason },
);

export const SETTINGS_EVENTS = [
  AddOnsPurchased,
  CourtOrderPolicySet,
  CalendarCategoriesSet,
  PersonBlocked,
  PersonUnblocked,
  RestrictionLifted,
  RestrictionMoved,
  RowsToldApart,
  RowsJoined,
  HoldApproved,
  HoldDiscarded,
  HoldLimitsSet,
  ValuesRevealed,
  SyncRequested,
] as const;
