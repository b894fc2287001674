import type { Fields } from '@gatehouse/contracts';
import type { DecideInput, LedgerState } from '@gatehouse/ledger';
import { isBlocked } from '@gatehouse/ledger';

/** What every decision on a record says about which record it is and where it came from. */
export const decidedOn = ({ message, causationId }: DecideInput) => ({
  kind: message.kind,
  recordKey: message.recordKey,
  personKey: message.personKey,
  observedAt: message.observedAt,
  causationId,
});

/** What can keep any person out. */
export const personFlags = ({ run, state, message, record }: DecideInput) => ({
  conflicting: record.conflicting ?? false,
  blocked: isBlocked(run, state, message.recordKey, message.personKey),
  maybeBlocked: (record.personUnreadable ?? false) && run.settings.blocked.size > 0,
});

/** Whether the record is in the add-on: documents name only who is, even by pseudonym (ADR 0010). */
export const isPresent = (state: LedgerState, recordKey: string) =>
  state.records.get(recordKey)?.outcome === 'imported';

export const fieldNames = (fields: Fields) => Object.keys(fields).sort();
