import { z } from 'zod';
import { addOnSchema } from '../add-ons.js';
import { personKeySchema, recordKeySchema } from '../identifiers.js';
import { defineEvent, open } from './define-event.js';

/** Every settings event names who decided (metadata `actor`) and why. */
const reason = open(z.string().min(1));

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
  SyncRequested,
] as const;
