import type { CalledKind } from '../src/run/decide/roll-call.js';

/** A complete roll call of these records, for specs of what a closing makes of it. */
export const aCall = (keys: readonly string[], more: Partial<CalledKind> = {}): CalledKind => ({
  keys: new Set(keys),
  unsettled: new Set(),
  underUnsettled: new Set(),
  isComplete: true,
  whole: true,
  unidentified: 0,
  verdict: { withdrawalsWait: false, arrivalsWait: false, stood: 0, gone: 0 },
  heldArrivals: new Set(),
  approvedArrivals: new Set(),
  approved: new Map(),
  ended: new Set(),
  isUnmatched: false,
  ...more,
});
