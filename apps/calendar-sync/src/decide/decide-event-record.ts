import type { DecideInput, DecideRecord, Decided, ReviewRecords } from '@gatehouse/ledger';
import { decideEvent, reviewOn } from '@gatehouse/policy';
import { Personal } from '@gatehouse/privacy';
import type { Fields, JsonValue } from '@gatehouse/schemas';

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

/**
 * The one place that knows under which names Wonde may deliver an event's fields: the document's name, and the
 * source's names in the order in which they are tried (wonde-api section 8.5: inferred, to be confirmed before go-live).
 */
const EVENT_FIELDS: readonly (readonly [name: string, aliases: readonly string[]])[] = [
  ['name', ['name', 'title']],
  ['description', ['description']],
  ['location', ['location']],
  ['start_at', ['start_at', 'start']],
  ['end_at', ['end_at', 'end']],
  ['all_day', ['all_day']],
];

/** The event's fields under the document's names: the first alias with a value, else null where one was delivered. */
export function eventFields(source: Fields): Fields {
  const found: [string, JsonValue][] = [];
  for (const [name, aliases] of EVENT_FIELDS) {
    const delivered = aliases.filter((alias) => source[alias] !== undefined);
    const chosen = delivered.find((alias) => source[alias] !== null && source[alias] !== '') ?? delivered[0];
    if (chosen !== undefined) found.push([name, source[chosen] as JsonValue]);
  }
  return Object.fromEntries(found);
}

/** What becomes of an event that is in, from the ledger alone (design section 1, step 6). Pure. */
export const reviewEvent: ReviewRecords = { review: reviewOn, withoutChildren: [] };
