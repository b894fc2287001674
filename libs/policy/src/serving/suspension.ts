import type { Kind } from '@gatehouse/schemas';
import { DAY_MS } from '../days.js';
import type { SchoolServing } from './school-serving.js';

/** After how long nothing of a school, or of a kind, is served; in whole days, at least one (design section 3). */
export interface SuspensionLimits {
  /** Days since the school was last listed as approved. */
  unlistedDays: number;
  /** Days since the kind was last read whole. */
  unreadDays: number;
}

export const DEFAULT_SUSPENSION_LIMITS: SuspensionLimits = { unlistedDays: 7, unreadDays: 30 };

/** Nothing of a school, or of one kind, is served. */
export interface Suspension {
  /** As in `SchoolSuspended`: `unlisted` and `unread` also by the clock alone; or as `withheld` has it. */
  why: string;
  since: string;
  /** When it was last listed, or read, where that is what it is reckoned from. */
  last?: string;
}

/**
 * Why nothing of the school may be served (design section 3): so it is recorded; or it was not listed as approved for too
 * long, now or before it was listed again, and no run that was started since has completed.
 *
 * @param now the clock of whoever asks. One that stands as far before the last listing as would be too long after it
 * tells nothing, so that nothing is served by it.
 * @returns undefined where it may be served, and for a school that was never listed: it has nothing.
 */
export function suspensionOfSchool(
  school: SchoolServing,
  now: Date,
  { unlistedDays }: SuspensionLimits,
): Suspension | undefined {
  const { suspended, lapse, listedAt, access } = school;
  if (suspended) {
    const { why, since } = suspended;
    return { why, since, ...(why === 'unlisted' && listedAt !== undefined ? { last: listedAt } : {}) };
  }
  // Until a run has withdrawn all of it: then nothing is known of it any more.
  if (access === 'revoked' && listedAt !== undefined) return { why: 'revoked', since: listedAt };
  const lapsed = lapse && overdue('unlisted', lapse.from, new Date(lapse.to), unlistedDays);
  return lapsed ?? overdue('unlisted', listedAt, now, unlistedDays);
}

/**
 * Why nothing of the kind may be served: it was not read whole for too long, since its last reading or, if there never was
 * one, since a run was first to read it; or so it is recorded. Reading it whole ends that at once.
 *
 * @param now as above.
 */
export function suspensionOfKind(
  { suspendedKinds, restoredKinds, readAt, awaitedAt }: SchoolServing,
  kind: Kind,
  now: Date,
  { unreadDays }: SuspensionLimits,
): Suspension | undefined {
  const restored = restoredKinds?.[kind];
  if (restored !== undefined) return { why: 'restored', since: restored };
  const last = readAt?.[kind] ?? awaitedAt?.[kind];
  const since = suspendedKinds?.[kind];
  if (since !== undefined) return { why: 'unread', since, ...(last === undefined ? {} : { last }) };
  return overdue('unread', last, now, unreadDays);
}

/** When serving ends if nothing comes in between. */
export const endsAt = (last: string, days: number): Date => new Date(Date.parse(last) + days * DAY_MS);

function overdue(why: string, last: string | undefined, now: Date, days: number): Suspension | undefined {
  if (last === undefined) return undefined;
  const elapsed = now.getTime() - Date.parse(last);
  if (Math.abs(elapsed) < days * DAY_MS) return undefined;
  const ends = endsAt(last, days);
  // Under a clock that was set back, or with a time that cannot be read, nobody can say since when.
  return { why, since: (ends <= now ? ends : now).toISOString(), last };
}
