import type { EmployeeRecord } from '@gatehouse/contracts';
import type { Decided, DecideInput } from '@gatehouse/ledger';
import { decideEmployee } from '@gatehouse/policy';
import { Personal } from '@gatehouse/privacy';
import { decidedOn, fieldNames, personFlags } from './decided-on.js';

/** @returns undefined for somebody who would newly come in from a reading that was not whole (restrictions.md, rule 3). */
export function decideEmployeeRecord(input: DecideInput, record: EmployeeRecord): Decided | undefined {
  const { current, fields } = record;
  const decision = decideEmployee({ current, remembered: input.remembered, ...personFlags(input) });
  if (decision.outcome === 'excluded') return { ...decidedOn(input), ...decision, current };
  if (!input.reading.whole && !input.isIn) return undefined;
  return {
    ...decidedOn(input),
    outcome: 'imported',
    document: new Personal(fields),
    fields: fieldNames(fields),
  };
}
