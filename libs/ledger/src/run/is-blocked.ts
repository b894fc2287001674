import type { LedgerState } from '../lines/ledger-state.js';
import type { RunContext } from './run-context.js';

/**
 * Whether the record or its person is blocked; a block of one record covers the person it is of (design section 2). A
 * person is whoever the source names today, and whoever the record was known as before: a lost `upi` unblocks nobody.
 */
export function isBlocked(
  run: Pick<RunContext, 'settings'>,
  state: LedgerState,
  recordKey: string,
  personKey: string | undefined,
): boolean {
  const { blocked } = run.settings;
  if (blocked.size === 0) return false;
  if (blocked.has(recordKey)) return true;
  for (const person of new Set([...(personKey ? [personKey] : []), ...state.personsOf(recordKey)])) {
    if (blocked.has(person)) return true;
    for (const key of state.recordsOfPerson(person)) if (blocked.has(key)) return true;
  }
  return false;
}
