import type { RememberedLink } from '@gatehouse/contracts';
import { restrictsStill } from '@gatehouse/policy';
import type { Decided } from '../lines/decided.js';
import type { LedgerState } from '../lines/ledger-state.js';

/**
 * Whether a decision must reach the ledger even if its record fails again and again, because with the line before it
 * somebody would be told more than may be (ADR 0018):
 * - what is in goes out;
 * - a contact who is in, whatever the decision: it may have fewer children now;
 * - a link restricts that did not before: it counts for all records of the person, also in later runs.
 */
export function mustBeAppended(state: LedgerState, decided: Decided): boolean {
  const last = state.records.get(decided.recordKey);
  if (last?.outcome === 'imported' && (decided.outcome !== 'imported' || decided.kind === 'contact'))
    return true;
  const known = new Set((last?.links ?? []).map(nameOf));
  return (decided.links ?? []).some((link) => restrictsStill(link) && !known.has(nameOf(link)));
}

const nameOf = ({ child, courtOrder }: RememberedLink) => `${child} ${courtOrder}`;
