import { isDeepStrictEqual } from 'node:util';
import type { Basis, EventMetadata } from '@gatehouse/schemas';
import { RestrictionsApplied } from '@gatehouse/schemas';
import type { Ledger, LineContext } from '../lines/ledger.js';
import { LedgerMoved } from '../lines/ledger.js';
import type { SchoolRegister } from './school-register.js';
import type { EventStore } from '@gatehouse/event-store';
import { eventId } from '@gatehouse/privacy';
import { recordingTime } from '../lines/build-line.js';
import type { LedgerState } from '../lines/ledger-state.js';
import type { ReviewBasis, ReviewRecords } from '../review/review-ledger.js';
import { reviewLedger } from '../review/review-ledger.js';

/**
 * Whether what is decided from now on is still right when it is to be appended (restrictions.md, rule 16): the answer of
 * the register now is kept, and held against that of then. What restricts others, neither coming in nor in, is applied
 * to the ledger in its own turn.
 */
export function currencyOf(
  school: SchoolRegister,
  basis: Pick<Basis, 'settingsRevision'>,
  ledger: Ledger,
): NonNullable<LineContext['assertCurrent']> {
  const before = school.restricting;
  const { standings } = school.view(basis);
  return async (comingIn) => {
    await school.catchUp();
    const now = school.restricting;
    if (now.settings > before.settings) throw new LedgerMoved(ledger.stream);
    if (now.restrictions === before.restrictions) return;
    const { standings: newer } = school.view(basis);
    for (const row of newer.rows) {
      const isConcerned = comingIn.has(row) || ledger.state.records.get(row)?.outcome === 'imported';
      if (isConcerned && !isDeepStrictEqual(standings.of(row), newer.of(row))) {
        throw new LedgerMoved(ledger.stream);
      }
    }
  };
}

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
