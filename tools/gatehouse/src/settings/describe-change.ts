import type { JsonObject } from '@gatehouse/event-store';
import { printable } from '@gatehouse/terminal';

/** What a settings event says, in a few words for a terminal. */
export function describeChange({ type, data }: { type: string; data: JsonObject }): string {
  switch (type) {
    case 'AddOnsPurchased':
      return `add-ons: ${listed(data['addOns'])}`;
    case 'CourtOrderPolicySet':
      return [
        data['blankCourtOrder'] && `blank court order: ${printable(data['blankCourtOrder'])}`,
        data['courtOrderScope'] && `court-order scope: ${printable(data['courtOrderScope'])}`,
      ]
        .filter(Boolean)
        .join(', ');
    case 'CalendarCategoriesSet':
      return `calendar categories: ${listed(data['categories'])}`;
    case 'PersonBlocked':
      return `blocked: ${keys(data)}`;
    case 'PersonUnblocked':
      return `unblocked: ${keys(data)}`;
    case 'RestrictionLifted':
      return `lifted: ${data['run'] === undefined ? link(data) : `what run ${printable(data['run'])} read as unreadable`}`;
    case 'RestrictionMoved':
      return `moved: ${moved(data)}, of ${printable(data['from'])} to ${printable(data['to'])} too`;
    case 'RowsToldApart':
      return `told apart: ${listed(data['rows'])}`;
    case 'RowsJoined':
      return `one person: ${listed(data['rows'])}`;
    case 'HoldApproved':
      return `hold of ${printable(data['kind'])}: ${data['what'] === 'arrivals' ? 'who is new may come in' : 'who is gone may go'}, as of ${shownLedgers(data)}`;
    case 'HoldDiscarded':
      return `hold of ${printable(data['kind'])}: the source is wrong, as of ${shownLedgers(data)}`;
    case 'HoldLimitsSet':
      return `hold limits: ${holdLimits(data)}`;
    case 'ValuesRevealed':
      return `revealed: ${listed(data['fields'])} of ${printable(data['recordKey'])}`;
    case 'SyncRequested':
      return 'a run asked for';
    default:
      return printable(type);
  }
}

/** `none` for an empty list. */
export function listed(values: unknown): string {
  const names = (values as readonly string[]).map(printable);
  return names.length > 0 ? names.join(', ') : 'none';
}

const keys = ({ recordKey, personKey }: JsonObject) =>
  [recordKey && `record ${printable(recordKey)}`, personKey && `person ${printable(personKey)}`]
    .filter(Boolean)
    .join(', ');

const link = ({ row, child, input }: JsonObject) =>
  [`row ${printable(row)}`, child && `child ${printable(child)}`, input && printable(input)]
    .filter(Boolean)
    .join(', ');

const moved = ({ courtOrder, block }: JsonObject) =>
  [courtOrder && `court order ${printable(courtOrder)}`, block && 'block'].filter(Boolean).join(' and ');

const shownLedgers = ({ shown }: JsonObject) =>
  Object.entries(shown as { [addOn: string]: unknown })
    .map(([addOn, revision]) => `${printable(addOn)} ${printable(revision)}`)
    .join(', ');

function holdLimits({ records, percent, mostPercent, until }: JsonObject): string {
  const set = [
    records !== undefined && `records ${printable(records)}`,
    percent !== undefined && `percent ${printable(percent)}`,
    mostPercent !== undefined && `most percent ${printable(mostPercent)}`,
  ].filter(Boolean);
  if (set.length === 0) return 'the default';
  return `${set.join(', ')}${until === undefined ? '' : `, until ${printable(until)}`}`;
}
