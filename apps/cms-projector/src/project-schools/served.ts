import type { Kind } from '@gatehouse/schemas';
import { KINDS } from '@gatehouse/schemas';
import type { Suspension, SuspensionLimits } from '@gatehouse/policy';
import { suspensionOfKind, suspensionOfSchool } from '@gatehouse/policy';
import type { Document } from '@gatehouse/read-models';

/** Why something may not be shown to anybody: the whole school, one kind of it, or the ledger of an add-on. */
export interface NotServed {
  of: 'school' | 'kind' | 'ledger';
  words: string;
}

/**
 * Why the documents of a kind may not be shown to anybody; undefined when they may (design section 3).
 *
 * @param school its document; what it holds is for `evolveServing` to say.
 * @param now the clock of whoever serves: no other service need live for a school to be suspended.
 */
export function whyNotServed(
  school: Document,
  kind: Kind,
  now: Date,
  limits: SuspensionLimits,
): NotServed | undefined {
  const ofSchool = suspensionOfSchool(school, now, limits);
  if (ofSchool) return { of: 'school', words: wordsOfSchool(ofSchool, limits) };
  const ofKind = suspensionOfKind(school, kind, now, limits);
  return ofKind && { of: 'kind', words: wordsOfKind(kind, ofKind, limits) };
}

/** The school as a list of schools shows it: without what only says how long something has lasted, and with what that means. */
export function schoolAsShown(school: Document, now: Date, limits: SuspensionLimits): Document {
  const {
    suspended: _,
    lapse: _lapse,
    awaitedAt: _awaited,
    suspendedKinds: _kinds,
    restoredKinds: _restored,
    ...shown
  } = school;
  const ofSchool = suspensionOfSchool(school, now, limits);
  const ofKinds = KINDS.flatMap((kind) => {
    const suspension = suspensionOfKind(school, kind, now, limits);
    return suspension ? [[kind, suspension.since]] : [];
  });
  return {
    ...shown,
    ...(ofSchool && shown['access'] !== 'revoked' ? { access: 'suspended' } : {}),
    ...(ofSchool ? { suspended: { since: ofSchool.since, why: ofSchool.why } } : {}),
    ...(ofKinds.length > 0 ? { suspendedKinds: Object.fromEntries(ofKinds) as Document } : {}),
  };
}

const AGAIN = 'It is served again after the next run, when it has approved the app.';

function wordsOfSchool({ why, last }: Suspension, { unlistedDays }: SuspensionLimits): string {
  if (why === 'revoked') {
    return 'The school withdrew the app’s access in Wonde, so nothing of it is served; the next run erases what is left.';
  }
  if (why === 'restored') {
    return (
      'A store of this installation was restored from a backup, so that what this school holds may be out of date: nothing ' +
      'of it is served until a run that is started from now on has completed.'
    );
  }
  if (why === 'unreadable') {
    return (
      'An event of this school cannot be read in the event store, so that nobody knows whether it may be served: nothing ' +
      'of it is served until a run that is started from now on has completed. Restore the event store from a backup; the ' +
      'log of cms-projector says more.'
    );
  }
  if (why !== 'unlisted') {
    return `The school is not approved in Wonde any more, so nothing of it is served; nothing was erased. ${AGAIN}`;
  }
  const since = last === undefined ? '' : ` after ${day(last)}`;
  return (
    `The school was not seen to be approved in Wonde for ${daysOf(unlistedDays)}${since}, so nothing of it is served; ` +
    `nothing was erased. ${AGAIN} If it never withdrew its approval, see whether wonde-ingest runs and reaches Wonde, ` +
    'and whether the clock of this machine is right.'
  );
}

function wordsOfKind(kind: Kind, { why, last }: Suspension, { unreadDays }: SuspensionLimits): string {
  if (why === 'restored') {
    return (
      `A store of this installation was restored from a backup, and no run has read and decided all of the school’s records of the kind ${kind} ` +
      'since, so none of them is served until one has. The results of wonde-ingest say what is in the way: pages that cannot ' +
      'be read, or people who are gone and wait for somebody to say so (“gatehouse hold list”).'
    );
  }
  const since = last === undefined ? '' : ` after ${day(last)}`;
  return (
    `The school’s records of the kind ${kind} were not read whole for ${daysOf(unreadDays)}${since}, so none of them is ` +
    'served; nothing was erased. They are served again when a run has read them. The results of wonde-ingest say what is ' +
    'in the way.'
  );
}

const day = (time: string) => time.slice(0, 10);
const daysOf = (count: number) => (count === 1 ? 'a day' : `${count} days`);
