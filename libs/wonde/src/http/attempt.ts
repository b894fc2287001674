import type { Delivered } from '../json/delivered.js';
import type { Refused } from '../outcome.js';

/** A whole answer with status 200, parsed. */
export interface Answer {
  kind: 'answer';
  body: Delivered;
  receivedAt: Date;
}

/** Trouble that may pass. */
export interface Failed {
  kind: 'failed';
  refused: Refused;
  /** How long the source asked to wait. */
  retryAfterMs?: number;
  /** No connection came about: waiting long seldom helps. */
  unreachable?: true;
}

/** What one request came to; `refused` is final. */
export type Attempt = Answer | Failed | { kind: 'refused'; refused: Refused };

export const final = (refused: Refused): Attempt => ({ kind: 'refused', refused });
export const failed = (refused: Refused): Failed => ({ kind: 'failed', refused });
