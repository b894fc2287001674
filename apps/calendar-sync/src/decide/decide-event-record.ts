import type { Decided, DecideInput, DecideRecord } from '@gatehouse/ledger';
import { decideEvent } from '@gatehouse/policy';
import { Personal } from '@gatehouse/privacy';
import { eventFields } from './event-fields.js';

/** The decision on a calendar event (design section 3). Pure. */
export const decideEventRecord: DecideRecord = (input: DecideInput): Decided => {
  const { record, message, causationId, settings, pseudonyms } = input;
  if (record.kind !== 'event') throw new TypeError(`calendar-sync decides events only.`);
  const fields = eventFields(record.fields);
  const decision = decideEvent({ record: { ...record, fields }, settings });
  const about = {
    kind: message.kind,
    recordKey: message.recordKey,
    observedAt: message.observedAt,
    causationId,
    categoryKey: record.category === undefined ? undefined : pseudonyms.categoryKey(record.category),
  };
  if (decision.outcome === 'excluded') return { ...about, ...decision };
  return {
    ...about,
    outcome: 'imported',
    document: new Personal(fields),
    fields: Object.keys(fields).sort(),
  };
};
