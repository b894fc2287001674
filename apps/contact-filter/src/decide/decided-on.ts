import type { Fields } from '@gatehouse/schemas';
import type { DecideInput } from '@gatehouse/ledger';

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
