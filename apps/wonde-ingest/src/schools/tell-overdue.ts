import type { Kind } from '@gatehouse/schemas';
import type { SuspensionLimits } from '@gatehouse/policy';
import { DAY_MS, endsAt, suspensionOfKind, suspensionOfSchool } from '@gatehouse/policy';
import type { SyncHistory } from '../runs/sync-history.js';
import type { RunProblem } from './school-result.js';

const CODES: ReadonlySet<string> = new Set([
  'SCHOOL_SUSPENDED',
  'SCHOOL_UNLISTED',
  'KIND_SUSPENDED',
  'KIND_UNREAD',
]);

/** Whether a problem says that something is not served any more, or soon will not be. */
export const isAboutServing = (code: string): boolean => CODES.has(code);

/**
 * What the operator is told from the second day on of a school that is not listed, or of kinds that are not read: since
 * when, on which day serving ends or since when it has ended, and what to do (design section 3).
 *
 * @param isListed whether the school is listed as approved now.
 */
export function tellOverdue(
  { revision, isRevoked, serving, plannedKinds }: SyncHistory,
  isListed: boolean,
  now: Date,
  limits: SuspensionLimits,
): RunProblem[] {
  if (revision < 0 || isRevoked) return [];
  const { listedAt } = serving;
  const ofSchool = suspensionOfSchool(serving, now, limits);
  if (ofSchool) return [schoolSuspended(ofSchool.since, isListed, listedAt)];
  const told: RunProblem[] = [];
  if (!isListed && listedAt !== undefined && isOfAnEarlierDay(listedAt, now)) {
    told.push(schoolUnlisted(listedAt, endsAt(listedAt, limits.unlistedDays)));
  }
  // Kinds that one run read last, which stopped at one time, are told of together.
  const together = new Map<string, { kinds: Kind[]; last: string; since: string | undefined }>();
  for (const kind of plannedKinds) {
    const last = serving.readAt?.[kind] ?? serving.awaitedAt?.[kind];
    const since = suspensionOfKind(serving, kind, now, limits)?.since;
    if (last === undefined || (since === undefined && !isOfAnEarlierDay(last, now))) continue;
    const group = `${day(last)} ${since === undefined ? '' : day(since)}`;
    const { kinds } = together.get(group) ?? { kinds: [] };
    together.set(group, { kinds: [...kinds, kind], last, since });
  }
  for (const { kinds, last, since } of together.values()) {
    told.push(
      since === undefined
        ? kindsUnread(kinds, last, endsAt(last, limits.unreadDays))
        : kindsSuspended(kinds, last, since),
    );
  }
  return told;
}

const isOfAnEarlierDay = (time: string, now: Date) => now.getTime() - Date.parse(time) >= DAY_MS;

const day = (time: string | Date) => (typeof time === 'string' ? time : time.toISOString()).slice(0, 10);

const ASK_SCHOOL = 'Ask the school, or Wonde, whether it still approves the app.';
const ASK_WONDE = 'See the other problems of this school; where they name none of these, ask Wonde.';

function schoolSuspended(since: string, isListed: boolean, listedAt: string | undefined): RunProblem {
  const last = listedAt === undefined ? '' : ` It was last listed as approved on ${day(listedAt)}.`;
  const message = isListed
    ? `Nothing of the school is served since ${day(since)}, and nothing is erased. It is approved again, and is served ` +
      'when a run has completed.'
    : `Nothing of the school is served since ${day(since)}, and nothing is erased.${last} When it is approved again, it is ` +
      `served after the next run. ${ASK_SCHOOL}`;
  return { code: 'SCHOOL_SUSPENDED', message };
}

const schoolUnlisted = (listedAt: string, ends: Date): RunProblem => ({
  code: 'SCHOOL_UNLISTED',
  message:
    `The school was last listed as approved on ${day(listedAt)}. If that does not change, nothing of it is served from ` +
    `${day(ends)} on; nothing is erased. ${ASK_SCHOOL}`,
});

const kindsUnread = (kinds: readonly Kind[], last: string, ends: Date): RunProblem => ({
  code: 'KIND_UNREAD',
  message:
    `${kinds.join(', ')}: not read whole since ${day(last)}. If that does not change, nothing of it is served from ` +
    `${day(ends)} on; nothing is erased. ${ASK_WONDE}`,
});

const kindsSuspended = (kinds: readonly Kind[], last: string, since: string): RunProblem => ({
  code: 'KIND_SUSPENDED',
  message:
    `${kinds.join(', ')}: not read whole since ${day(last)}, so nothing of it is served since ${day(since)}; nothing is ` +
    `erased. It is served again when a run has read it. ${ASK_WONDE}`,
});
