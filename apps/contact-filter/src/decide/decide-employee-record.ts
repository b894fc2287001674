import type { EmployeeRecord } from '@gatehouse/schemas';
import type { Decided, DecideInput } from '@gatehouse/ledger';
import { decideEmployee } from '@gatehouse/policy';
import { Personal } from '@gatehouse/privacy';
import { decidedOn, fieldNames, personFlags } from './decided-on.js';

/**
 * @returns undefined where the last line stands: for somebody who would newly come in from a reading that was not whole, or of
 *   whom it says nothing (restrictions.md, rules 2 and 3).
 */
export function decideEmployeeRecord(input: DecideInput, record: EmployeeRecord): Decided | undefined {
  const { current, fields } = record;
  const { whole } = input.reading;
  const isSilent = !whole && (current === 'null' || current === 'absent');
  const decision = decideEmployee({
    current: isSilent ? 'true' : current,
    remembered: input.remembered,
    ...personFlags(input),
  });
  if (decision.outcome === 'excluded') return { ...decidedOn(input), ...decision, current };
  if (isSilent || (!whole && !input.isIn)) return undefined;
  return {
    ...decidedOn(input),
    outcome: 'imported',
    document: new Personal(fields),
    fields: fieldNames(fields),
  };
}
