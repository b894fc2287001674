import type { AddOn } from '@gatehouse/schemas';
import { LedgerHidden, LedgerShown, parseLedgerStream, STREAM_PREFIXES } from '@gatehouse/schemas';
import type { RecordedEvent } from '@gatehouse/event-store';
import type { ReadModels, WriteOperation } from '@gatehouse/read-models';
import { HIDDEN_LEDGERS } from '../collections.js';
import type { NotServed } from '../project-schools/served.js';

/**
 * Which ledgers are hidden after these events, and from when on; of one that is shown nothing is left. What cannot be read
 * hides its ledger at once.
 */
export function projectHiddenLedgers(events: readonly RecordedEvent[]): WriteOperation[] {
  return events.flatMap(({ stream, type, revision: rev, data, damaged }) => {
    const ledger = stream.startsWith(STREAM_PREFIXES.hidden) ? parseLedgerStream(stream) : undefined;
    if (!ledger) return [];
    const { schoolId, addOn: id } = ledger;
    const isShown = type === LedgerShown.type && !damaged;
    const from = LedgerHidden.data.safeParse(data).data?.from ?? new Date(0).toISOString();
    const document = isShown ? null : { id, from };
    return [{ collection: HIDDEN_LEDGERS, schoolId, id, rev, document }];
  });
}

/**
 * Why nothing of a school's add-on may be shown to anybody: what restricts people cannot be applied to its ledger.
 * Undefined when it may.
 *
 * @param now the clock of whoever serves: no other service need live for a ledger to be hidden.
 */
export async function whyHidden(
  models: ReadModels,
  schoolId: string,
  addOn: AddOn,
  now: Date,
): Promise<NotServed | undefined> {
  const hidden = await models.get(HIDDEN_LEDGERS, schoolId, addOn);
  if (!hidden || String(hidden.document['from']) > now.toISOString()) return undefined;
  const words =
    `What restricts people could not be applied to the ledger of ${addOn}, so nothing of it is shown; nothing was erased. ` +
    'It is tried again every few seconds, and shown as soon as that succeeds. The log of contact-filter says what is in the way.';
  return { of: 'ledger', words };
}
