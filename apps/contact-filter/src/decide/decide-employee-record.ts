import type { EmployeeRecord } from '@gatehouse/contracts';
import type { Decided, DecideInput } from '@gatehouse/ledger';
import { decideEmployee } from '@gatehouse/policy';
import { Personal } from '@gatehouse/privacy';
import { decidedOn, fieldNames, personFlags } from './decided-on.js';

export function decideEmployeeRecord(input: DecideInput, record: EmployeeRecord): Decided {
  const { current, fields } = record;
  const decision = decideEmployee({ current, ...personFlags(input) });
  if (decision.outcome === 'excluded') return { ...decidedOn(input), ...decision, current };
  return {
    ...decidedOn(input),
    outcome: 'imported',
    document: new Personal(fields),
    fields: fieldNames(fields),
  };
}
