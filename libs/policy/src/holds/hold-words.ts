import type { AddOn, Kind } from '@gatehouse/schemas';
import { HoldApproved, HoldDiscarded } from '@gatehouse/schemas';
import { dataOfSettingsEvent } from '../settings/settings-event.js';

/** What a person said of a hold: `shown`, the revisions of the ledgers that they saw. */
export interface HoldWord {
  kind: Kind;
  says: 'withdrawals-approved' | 'arrivals-approved' | 'discarded';
  shown: { [addOn in AddOn]?: number };
  /** The revision of the word in `settings-`. */
  revision: number;
  /** ISO 8601. */
  at: string;
}

/**
 * The word that an event of `settings-` says of a hold; undefined for any other.
 *
 * @throws SettingsEventUnreadable when the event's data do not fit its schema.
 */
export function holdWordOf(event: {
  type: string;
  data: unknown;
  revision: number;
  metadata: { [name: string]: unknown };
}): HoldWord | undefined {
  const said = { revision: event.revision, at: String(event.metadata['recordedAt'] ?? '') };
  if (event.type === HoldApproved.type) {
    const { kind, what, shown } = dataOfSettingsEvent(HoldApproved, event.data);
    return { kind, says: `${what}-approved`, shown, ...said };
  }
  if (event.type === HoldDiscarded.type) {
    const { kind, shown } = dataOfSettingsEvent(HoldDiscarded, event.data);
    return { kind, says: 'discarded', shown, ...said };
  }
  return undefined;
}

/**
 * The first word of a sort that a record is meant by: it waited in a ledger already when that ledger was shown.
 *
 * @param since the revision of the line by which it waits in the ledger of `addOn`.
 */
export const wordAbout = (
  words: readonly HoldWord[],
  says: HoldWord['says'],
  kind: Kind,
  addOn: AddOn,
  since: number,
): HoldWord | undefined =>
  words.find((word) => word.says === says && word.kind === kind && since <= (word.shown[addOn] ?? -1));
