import { z } from 'zod';
import { countsByKindSchema, countsByReasonSchema } from '../counts.js';
import { runNumberSchema } from '../identifiers.js';
import { kindSchema } from '../kinds.js';
import { holdsSchema } from '../holds.js';
import { defineEvent, open } from './define-event.js';

export const LedgerClosed = defineEvent(
  'LedgerClosed',
  1,
  "The run's decisions in this ledger are complete (`closed`), or the writer did not see all that was sent (`incomplete`), or the ledger's part of the run failed for good and was given up (`given-up`).",
  {
    run: open(runNumberSchema),
    outcome: open(z.enum(['closed', 'incomplete', 'given-up'])),
    /** The class of the error for which it was given up. */
    error: open(z.string().optional()),
    size: open(z.int().nonnegative()),
    rootHash: open(z.string().nullable()),
    counts: open(countsByKindSchema),
    /** Records that this run's lines excluded, by reason. */
    reasons: open(countsByReasonSchema),
    /** Records that stay out after the run, by reason. */
    keptOut: open(countsByReasonSchema),
    /** Kinds of which not everything could be closed, and why; only with `failed-records` was anything withdrawn. */
    notClosed: open(
      z.partialRecord(kindSchema, z.enum(['unreadable', 'unidentified-records', 'failed-records', 'empty'])),
    ),
    /** What waits for a person in this ledger, by kind; and holds that this run ended. */
    holds: open(holdsSchema.optional()),
  },
);

export const CLOSING_EVENTS = [LedgerClosed] as const;
