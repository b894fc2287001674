import { describe, expect, it } from '@jest/globals';
import type { SchoolServing } from './school-serving.js';
import { DEFAULT_SUSPENSION_LIMITS, suspensionOfKind, suspensionOfSchool } from './suspension.js';

const NOON = '2026-09-01T12:00:00.000Z';
const DAYS = 86_400;
/** So many seconds after noon of the first of September. */
const after = (seconds: number) => new Date(Date.parse(NOON) + seconds * 1000);
const at = (seconds: number) => after(seconds).toISOString();

describe('a school that was last listed as approved at noon', () => {
  const ofSchool = (school: SchoolServing, seconds: number, unlistedDays = 7) =>
    suspensionOfSchool(school, after(seconds), { unlistedDays, unreadDays: 30 });
  const unlisted = { why: 'unlisted', last: NOON, since: at(7 * DAYS) };

  it.each([
    ['at once', 0, undefined],
    ['six days later', 6 * DAYS, undefined],
    ['one second before seven days', 7 * DAYS - 1, undefined],
    ['after seven days to the second', 7 * DAYS, unlisted],
    ['one second later', 7 * DAYS + 1, unlisted],
    ['a year later', 365 * DAYS, unlisted],
    ['by a clock that was set back a little', -3600, undefined],
    ['by a clock that was set back six days', -6 * DAYS, undefined],
    ['by a clock that was set back too far to tell', -7 * DAYS, { ...unlisted, since: at(-7 * DAYS) }],
  ])('%s', (_, seconds, expected) => {
    expect(ofSchool({ listedAt: NOON }, seconds)).toEqual(expected);
  });

  it('is suspended when the setting says', () => {
    expect(ofSchool({ listedAt: NOON }, DAYS - 1, 1)).toBeUndefined();
    expect(ofSchool({ listedAt: NOON }, DAYS, 1)).toMatchObject({ since: at(DAYS) });
    expect(ofSchool({ listedAt: NOON }, 300 * DAYS, 365)).toBeUndefined();
  });

  it('is served where nothing says when it was listed: then it has nothing', () => {
    expect(ofSchool({}, 365 * DAYS)).toBeUndefined();
  });

  it('is not served where the time cannot be read', () => {
    expect(ofSchool({ listedAt: 'yesterday' }, 0)).toEqual({
      why: 'unlisted',
      last: 'yesterday',
      since: NOON,
    });
  });

  it.each([
    [7 * DAYS - 1, 7, undefined],
    [7 * DAYS, 7, unlisted],
    [9 * DAYS, 7, unlisted],
    [9 * DAYS, 10, undefined],
  ])('and listed again %d seconds later, under a limit of %d days', (seconds, limit, expected) => {
    const lapse = { from: NOON, to: at(seconds), revision: 5 };
    expect(ofSchool({ listedAt: at(seconds), lapse }, seconds + 60, limit)).toEqual(expected);
  });

  it('is suspended as long as it is recorded, whatever the clock says', () => {
    const suspended = { since: at(60), why: 'declined', afterRun: 4 };
    expect(ofSchool({ listedAt: NOON, suspended }, 61)).toEqual({ why: 'declined', since: at(60) });
  });
});

describe('a kind that was last read at noon', () => {
  const ofKind = (school: SchoolServing, seconds: number, kind: 'contact' | 'student' = 'contact') =>
    suspensionOfKind(school, kind, after(seconds), DEFAULT_SUSPENSION_LIMITS);
  const readAt = { contact: NOON };
  const unread = { why: 'unread', last: NOON, since: at(30 * DAYS) };

  it.each([
    ['one second before thirty days', 30 * DAYS - 1, undefined],
    ['after thirty days to the second', 30 * DAYS, unread],
    ['one second later', 30 * DAYS + 1, unread],
    ['by a clock that was set back a little', -3600, undefined],
    ['by a clock that was set back too far to tell', -30 * DAYS, { ...unread, since: at(-30 * DAYS) }],
  ])('%s', (_, seconds, expected) => {
    expect(ofKind({ readAt }, seconds)).toEqual(expected);
  });

  it('is suspended alone', () => {
    const both = { readAt: { contact: NOON, student: at(29 * DAYS) } };
    expect(ofKind(both, 30 * DAYS)).toEqual(unread);
    expect(ofKind(both, 30 * DAYS, 'student')).toBeUndefined();
  });

  it('counts from when a run first was to read it, where none ever has; one that nobody wanted has nothing', () => {
    expect(ofKind({ awaitedAt: { contact: NOON } }, 30 * DAYS)).toEqual(unread);
    expect(ofKind({ awaitedAt: { contact: at(-DAYS) }, readAt }, 30 * DAYS - 1)).toBeUndefined();
    expect(ofKind({}, 365 * DAYS)).toBeUndefined();
  });

  it('is suspended as long as it is recorded', () => {
    expect(ofKind({ readAt, suspendedKinds: { contact: at(60) } }, 61)).toEqual({
      ...unread,
      since: at(60),
    });
  });
});
