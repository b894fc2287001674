import type { LedgerState } from '../lines/ledger-state.js';
import type { RunContext } from './run-context.js';

/** Whether the record or its person is blocked; a block of one record covers the person it is of (design section 2). */
export function isBlocked(
  run: Pick<RunContext, 'settings'>,
  state: LedgerState,
  recordKey: string,
  personKey: string | undefined,
): boolean {
  const { blocked } = run.settings;
  if (blocked.size === 0) return false;
  if (blocked.has(recordKey)) return true;
  if (!personKey) return false;
  return blocked.has(personKey) || [...state.recordsOfPerson(personKey)].some((key) => blocked.has(key));
}
