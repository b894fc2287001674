import type { EventMetadata } from '@gatehouse/schemas';
import { RestrictionsApplied } from '@gatehouse/schemas';
import type { EventStore } from '@gatehouse/event-store';
import { eventId } from '@gatehouse/privacy';
import { recordingTime } from '../lines/build-line.js';
import type { LedgerState } from '../lines/ledger-state.js';
import type { LineContext } from '../lines/line-context.js';
import type { ReviewBasis, ReviewRecords } from '../review/review-ledger.js';
import { reviewLedger } from '../review/review-ledger.js';
import type { SchoolRegister } from './school-register.js';

/** Whether something restricts that this ledger does not know to be applied to it. */
export const isBehind = ({ applied }: LedgerState, { restricting }: SchoolRegister): boolean =>
  applied.settings < restricting.settings || applied.restrictions < restricting.restrictions;

/**
 * Takes out of a ledger whom settings and register keep out by now, and says so in a line: a writer that knew less then
 * fails on its expected revision (restrictions.md, rule 16).
 *
 * @throws LedgerMoved when another writer appended.
 */
export async function applyRestrictions(
  store: EventStore,
  context: LineContext,
  school: SchoolRegister,
  records: ReviewRecords,
  on: ReviewBasis,
): Promise<void> {
  const { ledger } = context;
  const isDue = isBehind(ledger.state, school);
  // As they are now: what is read while the ledger is reviewed was not applied to it.
  const data = { settings: school.words.revision, restrictions: school.register.revision };
  await reviewLedger(store, context, records, on);
  if (!isDue) return;
  const metadata: EventMetadata = {
    schemaVersion: 1,
    actor: context.actor,
    recordedAt: recordingTime(context),
    ...(context.run === undefined ? {} : { run: context.run }),
  };
  const id = eventId(ledger.stream, RestrictionsApplied.type, data.settings, data.restrictions);
  await ledger.append([{ id, type: RestrictionsApplied.type, data, metadata }]);
}
