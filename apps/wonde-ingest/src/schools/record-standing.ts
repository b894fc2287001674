import { suspensionOfKind, suspensionOfSchool } from '@gatehouse/policy';
import type { SyncEvent } from '../runs/append-sync-event.js';
import { appendSyncEvent, SyncStreamMoved } from '../runs/append-sync-event.js';
import type { RunTools } from '../runs/run-school.js';
import type { SyncHistory } from '../runs/sync-history.js';
import { isRunByAnother, readSyncHistory } from '../runs/sync-history.js';
import type { ListedSchool } from './list-schools.js';
import { isListedAsApproved } from './list-schools.js';
import { suspending } from './standing-of.js';

/**
 * Records what the clock says before the school is looked at: that nothing of it is served, because it was not listed for
 * too long, or nothing of kinds that were not read for too long. Whoever serves needs no such record: it is for whoever asks
 * later what was served when. What is recorded already is not recorded again.
 *
 * @returns the history with it.
 */
export async function recordOverdue(
  tools: RunTools,
  schoolId: string,
  history: SyncHistory,
): Promise<SyncHistory> {
  const { serving, plannedKinds } = history;
  if (!mayBeServed(history) || serving.suspended) return history;
  const now = tools.host.now();
  const why = suspensionOfSchool(serving, now, tools.limits)?.why;
  const kinds = plannedKinds.filter(
    (kind) => !serving.suspendedKinds?.[kind] && suspensionOfKind(serving, kind, now, tools.limits),
  );
  if (why === undefined && kinds.length === 0) return history;
  const data = why === undefined ? { schoolId, why: 'unread', kinds } : { schoolId, why };
  await append(tools, schoolId, history, { type: 'SchoolSuspended', data });
  return readSyncHistory(tools.host.engines.eventStore, schoolId);
}

/**
 * Records what Wonde's lists say of a school of which no run is started: that it is still approved, once a day; or that it
 * is not, so that nothing of it is served, when that is new.
 */
export async function recordListing(
  tools: RunTools,
  listed: ListedSchool,
  history: SyncHistory,
): Promise<void> {
  if (!mayBeServed(history)) return;
  const schoolId = listed.school.id;
  const { listedAt, suspended } = history.serving;
  const why = suspending(listed.state);
  if (why && suspended?.why !== why) {
    await append(tools, schoolId, history, { type: 'SchoolSuspended', data: { schoolId, why } });
  } else if (isListedAsApproved(listed) && dayOf(listedAt) !== dayOf(tools.host.now().toISOString())) {
    await append(tools, schoolId, history, { type: 'SchoolListed', data: { schoolId } });
  }
}

const mayBeServed = ({ revision, isRevoked }: SyncHistory) => revision >= 0 && !isRevoked;

const dayOf = (time: string | undefined) => time?.slice(0, 10);

/** Leaves it to the next look where another process is at the school: it must not fail for this. */
async function append(
  { host }: RunTools,
  schoolId: string,
  history: SyncHistory,
  event: SyncEvent,
): Promise<void> {
  const now = host.now();
  if (isRunByAnother(history, host.instance, now)) return;
  try {
    await appendSyncEvent(host.engines.eventStore, schoolId, history.revision, event, now);
  } catch (error) {
    if (!(error instanceof SyncStreamMoved)) throw error;
  }
}
