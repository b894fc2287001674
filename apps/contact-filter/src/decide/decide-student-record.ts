import type { Fields, StudentRecord } from '@gatehouse/schemas';
import type { DecideInput, Decided } from '@gatehouse/ledger';
import { decideStudent } from '@gatehouse/policy';
import { Personal } from '@gatehouse/privacy';

/** What every decision on a record says about which record it is and where it came from. */
export const decidedOn = ({ message, causationId }: DecideInput) => ({
  kind: message.kind,
  recordKey: message.recordKey,
  personKey: message.personKey,
  observedAt: message.observedAt,
  causationId,
});

/** What can keep any person out, beside what the register says. */
export const personFlags = ({ record, isAnybodyBlocked, isArrivalHeld }: DecideInput) => ({
  arrivalHeld: isArrivalHeld,
  conflicting: record.conflicting ?? false,
  maybeBlocked: (record.personUnreadable ?? false) && isAnybodyBlocked,
});

export const fieldNames = (fields: Fields) => Object.keys(fields).sort();

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
