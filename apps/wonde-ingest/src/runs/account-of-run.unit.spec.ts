import { describe, expect, it } from '@jest/globals';
import type { Kind, KindRead } from '@gatehouse/schemas';
import { forEachAddOn, KINDS } from '@gatehouse/schemas';
import { kindsReadWhole, outcomeOf } from './account-of-run.js';
import type { Closings } from './closings-follower.js';

const READ: KindRead = { state: 'read' };
const UNREADABLE: KindRead = { state: 'unreadable', code: 'FORBIDDEN', message: 'refused' };
const NOT_PERMITTED: KindRead = { state: 'not-permitted' };

/** Whether students count as read whole: as the run read them, and as the ledgers closed, one of them for a reason. */
const isRead = (students: KindRead, why?: string): boolean => {
  const read = Object.fromEntries(KINDS.map((kind) => [kind, NOT_PERMITTED])) as Record<Kind, KindRead>;
  const closings = forEachAddOn((addOn) => ({
    notClosed: why && addOn === 'parents-evening' ? { student: why } : {},
  })) as unknown as Closings;
  return kindsReadWhole({ ...read, student: students }, closings).includes('student');
};

describe('a kind', () => {
  it.each<[boolean, string, KindRead, string | undefined]>([
    [true, 'every page was read', READ, undefined],
    [false, 'it could not be read', UNREADABLE, 'unreadable'],
    [false, 'no add-on may have it', NOT_PERMITTED, undefined],
    [false, 'it came back empty although records of it are kept', READ, 'empty'],
    [true, 'rows had no id', READ, 'unidentified-records'],
    [true, 'records failed', READ, 'failed-records'],
  ])('counts as read whole: %s: %s', (expected, _, students, why) => {
    expect(isRead(students, why)).toBe(expected);
  });
});

describe('a run', () => {
  const hold = {
    since: 'then',
    withdrawals: 1,
    hidden: 0,
    hiddenFrom: null,
    arrivals: 0,
    answer: 'none',
  } as const;
  const problem = (code: string) => ({ code, message: '' });

  it.each([
    ['completed', [], undefined],
    ['held', [], hold],
    ['completed', [problem('INCLUDE_LEFT_OUT')], undefined],
    ['held', [problem('INCLUDE_LEFT_OUT'), problem('KIND_EMPTY')], hold],
    ['partial', [problem('INCLUDE_LEFT_OUT'), problem('KIND_UNREADABLE')], hold],
    ['completed', [], { ...hold, moot: true as const }],
    ['partial', [problem('KIND_EMPTY')], undefined],
    ['held', [problem('KIND_EMPTY')], hold],
    ['partial', [problem('KIND_EMPTY'), problem('KIND_UNREADABLE')], hold],
  ])('is %s after problems %j with a hold %j', (outcome, problems, student) => {
    const closings = forEachAddOn((addOn) => ({
      notClosed: {},
      ...(student && addOn === 'email-text' ? { holds: { student } } : {}),
    })) as unknown as Closings;
    expect(outcomeOf(problems, closings)).toBe(outcome);
  });
});
