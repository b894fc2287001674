import { describe, expect, it } from '@jest/globals';
import type { SchoolServing } from '@gatehouse/policy';
import { DEFAULT_SUSPENSION_LIMITS } from '@gatehouse/policy';
import type { SyncHistory } from '../runs/sync-history.js';
import { tellOverdue } from './tell-overdue.js';

const NOON = '2026-09-01T12:00:00.000Z';
const DAY = 86_400;
const after = (seconds: number) => new Date(Date.parse(NOON) + seconds * 1000);

const told = (
  serving: SchoolServing,
  seconds: number,
  { isListed = true, plannedKinds = ['student', 'contact'], ...rest }: Partial<SyncHistory> & Listed = {},
) => {
  const history = { revision: 4, isRevoked: false, serving, plannedKinds, ...rest } as SyncHistory;
  return tellOverdue(history, isListed, after(seconds), DEFAULT_SUSPENSION_LIMITS);
};
type Listed = { isListed?: boolean };

describe('what the operator is told', () => {
  const unlisted = { isListed: false };

  it.each([
    ['nothing on the first day', DAY - 1, []],
    ['from the second day on that serving ends', DAY, ['SCHOOL_UNLISTED']],
    ['to the last second', 7 * DAY - 1, ['SCHOOL_UNLISTED']],
    ['then that it has ended', 7 * DAY, ['SCHOOL_SUSPENDED']],
    ['and goes on to be so', 90 * DAY, ['SCHOOL_SUSPENDED']],
  ])('of a school that is in no list: %s', (_, seconds, codes) => {
    expect(told({ listedAt: NOON }, seconds, unlisted).map(({ code }) => code)).toEqual(codes);
  });

  it('of such a school: since when, the day on which serving ends or has ended, and what to do', () => {
    expect(told({ listedAt: NOON }, 2 * DAY, unlisted)[0]?.message).toBe(
      'The school was last listed as approved on 2026-09-01. If that does not change, nothing of it is served from ' +
        '2026-09-08 on; nothing is erased. Ask the school, or Wonde, whether it still approves the app.',
    );
    expect(told({ listedAt: NOON }, 8 * DAY, unlisted)[0]?.message).toBe(
      'Nothing of the school is served since 2026-09-08, and nothing is erased. It was last listed as approved on ' +
        '2026-09-01. When it is approved again, it is served after the next run. Ask the school, or Wonde, whether it ' +
        'still approves the app.',
    );
  });

  it('of a school that is listed again and waits for a run', () => {
    const lapse = { from: NOON, to: after(9 * DAY).toISOString(), revision: 4 };
    const [problem] = told({ listedAt: lapse.to, lapse }, 9 * DAY);
    expect(problem).toMatchObject({
      code: 'SCHOOL_SUSPENDED',
      message: expect.stringContaining('when a run has completed'),
    });
  });

  it.each([
    ['nothing on the first day', DAY - 1, []],
    ['from the second day on that serving ends', DAY, ['KIND_UNREAD']],
    ['to the last second', 30 * DAY - 1, ['KIND_UNREAD']],
    ['then that it has ended', 30 * DAY, ['KIND_SUSPENDED']],
  ])('of kinds that are not read: %s', (_, seconds, codes) => {
    const serving = {
      listedAt: after(seconds).toISOString(),
      readAt: { student: NOON },
      awaitedAt: { contact: NOON },
    };
    expect(told(serving, seconds).map(({ code }) => code)).toEqual(codes);
  });

  it('of kinds that stopped together in one sentence, of others in one of their own', () => {
    const listedAt = after(31 * DAY).toISOString();
    const readAt = { student: NOON, contact: NOON, group: after(29 * DAY).toISOString() };
    const plannedKinds = ['student', 'contact', 'group'] as const;
    const messages = told({ listedAt, readAt }, 31 * DAY, { plannedKinds }).map(({ message }) => message);
    expect(messages).toEqual([
      expect.stringMatching(/^student, contact: not read whole since 2026-09-01, .* since 2026-10-01;/),
      expect.stringMatching(/^group: not read whole since 2026-09-30\. .* from 2026-10-30 on;/),
    ]);
  });

  it('nothing of kinds that no run is to read, of a school that is revoked, or that was never seen', () => {
    const serving = { listedAt: after(40 * DAY).toISOString(), readAt: { event: NOON } };
    expect(told(serving, 40 * DAY)).toEqual([]);
    expect(told({ listedAt: NOON }, 40 * DAY, { ...unlisted, isRevoked: true })).toEqual([]);
    expect(told({}, 40 * DAY, { ...unlisted, revision: -1 })).toEqual([]);
  });
});
