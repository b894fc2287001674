import type { StudentRecord } from '@gatehouse/schemas';
import type { Decided, DecideInput } from '@gatehouse/ledger';
import { decideStudent } from '@gatehouse/policy';
import { Personal } from '@gatehouse/privacy';
import { decidedOn, fieldNames, personFlags } from './decided-on.js';

export function decideStudentRecord(input: DecideInput, record: StudentRecord): Decided {
  const decision = decideStudent({ ...personFlags(input), blocked: input.remembered.block !== undefined });
  if (decision.outcome === 'excluded') return { ...decidedOn(input), ...decision };
  const { fields } = record;
  return {
    ...decidedOn(input),
    outcome: 'imported',
    document: new Personal(fields),
    fields: fieldNames(fields),
  };
}
