import type { Decided } from '../lines/decided.js';
import type { LedgerState } from '../lines/ledger-state.js';

/**
 * Whether a decision must reach the ledger even if its record fails again and again, because with the line before it
 * somebody would be told more than may be (ADR 0018): what is in goes out; or a contact who is in, whatever the
 * decision, since it may have fewer children now.
 */
export function mustBeAppended(state: LedgerState, decided: Decided): boolean {
  const last = state.records.get(decided.recordKey);
  return last?.outcome === 'imported' && (decided.outcome !== 'imported' || decided.kind === 'contact');
}
