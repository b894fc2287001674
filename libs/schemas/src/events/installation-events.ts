import { z } from 'zod';
import { defineEvent, open } from './define-event.js';

export const HistoryMarked = defineEvent(
  'HistoryMarked',
  1,
  'This history belongs to the installation with this master key.',
  { masterKeyCheck: open(z.string().regex(/^[0-9a-f]{32}$/)) },
);

export const INSTALLATION_EVENTS = [HistoryMarked] as const;
