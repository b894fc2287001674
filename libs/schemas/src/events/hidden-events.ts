import { z } from 'zod';
import { defineEvent, open } from './define-event.js';

export const LedgerHidden = defineEvent(
  'LedgerHidden',
  1,
  'What restricts people cannot be applied to this ledger: from this time on nothing of it is shown to anybody, until it can.',
  { from: open(z.iso.datetime()), error: open(z.string()) },
);

export const LedgerShown = defineEvent(
  'LedgerShown',
  1,
  'What restricts people was applied to this ledger again: it is shown as before.',
  {},
);

export const HIDDEN_EVENTS = [LedgerHidden, LedgerShown] as const;
