import { describe, expect, it } from '@jest/globals';
import type { Kind } from '@gatehouse/schemas';
import { DEFAULT_HOLD_LIMITS } from './hold-limits.js';
import type { RollCallFacts, Stay, StayEnd } from './judge-roll-call.js';
import { judgeRollCall } from './judge-roll-call.js';

const names = (count: number, prefix = 'r') => Array.from({ length: count }, (_, n) => `${prefix}${n}`);
const day = (n: number) => `2026-09-${String(n).padStart(2, '0')}T02:00:00.000Z`;
const TODAY = 20;
const WEEK_AGO = day(TODAY - 7);

/** Somebody who stands since the first of the month, unless it is said otherwise. */
const stay = (recordKey: string, from = 1, end?: [day: number, how: StayEnd]): Stay => ({
  recordKey,
  from: day(from),
  run: from,
  end: end && { at: day(end[0]), run: end[0], how: end[1] },
});

const judge = (kind: Kind, stays: Stay[], called: string[], more: Partial<RollCallFacts> = {}) =>
  judgeRollCall({
    kind,
    called: new Set(called),
    isAll: true,
    isReturner: () => false,
    arrivalsWait: false,
    hasUnmatched: () => false,
    stays,
    measures: [WEEK_AGO],
    ended: new Set(),
    approved: { withdrawals: new Set(), arrivals: new Set() },
    limits: DEFAULT_HOLD_LIMITS,
    ...more,
  });

const all = names(60);
const standing = all.map((key) => stay(key));

describe('who is gone', () => {
  it('waits when too many of those that stood seven days ago are missing', () => {
    expect(judge('student', standing, all.slice(0, 40))).toMatchObject({
      withdrawalsWait: false,
      stood: 60,
      gone: 20,
    });
    expect(judge('student', standing, all.slice(0, 39))).toMatchObject({ withdrawalsWait: true, gone: 21 });
  });

  it('is counted whether or not a line says already that it is gone', () => {
    const half = all.map((key, n) => stay(key, 1, n < 15 ? [TODAY - 2, 'gone'] : undefined));
    expect(judge('student', half, all.slice(21))).toMatchObject({ withdrawalsWait: true, gone: 21 });
    const longAgo = all.map((key, n) => stay(key, 1, n < 15 ? [TODAY - 7, 'gone'] : undefined));
    expect(judge('student', longAgo, all.slice(21))).toMatchObject({
      withdrawalsWait: false,
      stood: 45,
      gone: 6,
    });
  });

  it('is counted once for all ledgers', () => {
    const twice = [...standing, ...standing];
    expect(judge('student', twice, all.slice(20))).toMatchObject({
      withdrawalsWait: false,
      stood: 60,
      gone: 20,
    });
  });

  it('says nothing of who came within the week', () => {
    const late = names(40, 'late').map((key) => stay(key, TODAY - 3));
    expect(judge('student', [...standing, ...late], all)).toMatchObject({ withdrawalsWait: false, gone: 0 });
  });

  it('counts no more by a person’s word, or where it is an event that has ended', () => {
    const gone = new Set(all.slice(0, 30));
    const approved = { withdrawals: gone, arrivals: new Set<string>() };
    expect(judge('student', standing, all.slice(33), { approved })).toMatchObject({
      withdrawalsWait: false,
      stood: 30,
      gone: 3,
    });
    expect(judge('event', standing, all.slice(33), { ended: gone })).toMatchObject({ gone: 3 });
    const went = all.map((key, n) => stay(key, 1, n < 30 ? [TODAY - 1, 'approved'] : undefined));
    expect(judge('student', went, all.slice(33))).toMatchObject({ stood: 30, gone: 3 });
  });

  it('is measured by each moment for itself', () => {
    // Thirty of those who stood when the hold began were excluded, and have a withdrawn line for more than a week.
    const old = all.map((key, n) => stay(key, 1, n < 30 ? [TODAY - 10, 'gone'] : undefined));
    const called = all.slice(35);
    expect(judge('student', old, called).withdrawalsWait).toBe(false);
    expect(judge('student', old, called, { measures: [day(2), WEEK_AGO] })).toMatchObject({
      withdrawalsWait: true,
      gone: 35,
    });
  });

  it('is measured by the end of a run where the kind is young, whatever the clock says', () => {
    const young = all.map((key, n) => ({
      ...stay(key, TODAY),
      run: 3,
      end: n < 15 ? { at: day(TODAY), run: 5, how: 'gone' as const } : undefined,
    }));
    expect(judge('student', young, all.slice(21), { measures: [3] })).toMatchObject({
      withdrawalsWait: true,
      gone: 21,
    });
    expect(judge('student', young, all.slice(21), { measures: [5] })).toMatchObject({
      withdrawalsWait: false,
      gone: 6,
    });
    expect(judge('student', young, all.slice(21), { measures: [2] })).toMatchObject({ stood: 0 });
  });

  it('goes with the first run of all, when nobody stood', () => {
    expect(judge('student', [], all, { measures: [] }).withdrawalsWait).toBe(false);
  });
});

describe('classes and groups', () => {
  it.each(['class', 'group'] as const)(
    'of September do not wait: about as many new ones come (%s)',
    (kind) => {
      expect(judge(kind, standing, names(31, 'new')).withdrawalsWait).toBe(false);
      expect(judge(kind, standing, names(200, 'new')).withdrawalsWait).toBe(false);
      expect(judge(kind, standing, names(29, 'new')).withdrawalsWait).toBe(true);
      expect(judge(kind, standing, []).withdrawalsWait).toBe(true);
    },
  );
});

describe('who is new', () => {
  const renewed = names(58, 'new');

  it.each<[Kind, boolean]>([
    ['student', true],
    ['contact', true],
    ['employee', true],
    ['class', false],
    ['group', false],
    ['event', false],
  ])('waits after a change of MIS: %s %s', (kind, waits) => {
    expect(judge(kind, standing, renewed).arrivalsWait).toBe(waits);
  });

  it('comes in where they are joiners', () => {
    expect(judge('student', standing, [...all, ...names(500, 'new')]).arrivalsWait).toBe(false);
    // A short list with a few new ones is none: they come in, and the missing wait.
    expect(judge('student', standing, ['r1', ...names(3, 'new')])).toMatchObject({
      withdrawalsWait: true,
      arrivalsWait: false,
    });
    expect(judge('student', [], renewed, { measures: [] }).arrivalsWait).toBe(false);
    expect(judge('employee', [stay('one')], ['other']).arrivalsWait).toBe(true);
    expect(judge('employee', [stay('one')], ['other'], { isReturner: () => true }).arrivalsWait).toBe(false);
    expect(judge('employee', [stay('one'), stay('two')], ['other', 'another']).arrivalsWait).toBe(true);
  });

  it('waits also where the old ones may go, by a word or by wide limits: that is none about the new', () => {
    const approved = { withdrawals: new Set(all), arrivals: new Set<string>() };
    expect(judge('contact', standing, renewed, { approved })).toMatchObject({
      withdrawalsWait: false,
      arrivalsWait: true,
    });
    const limits = { records: 1000, percent: 100, mostPercent: 100 };
    expect(judge('contact', standing, [...renewed, 'r1'], { limits }).arrivalsWait).toBe(true);
  });

  it('waits where a part that was read is mostly new, and the old ones are missing', () => {
    const part = renewed.slice(0, 15);
    expect(judge('student', standing, part).arrivalsWait).toBe(false);
    expect(judge('student', standing, part, { isAll: false }).arrivalsWait).toBe(true);
    expect(judge('student', [], part, { isAll: false, measures: [] }).arrivalsWait).toBe(false);
  });

  it('waits where a third changes each night', () => {
    const first = [...all.slice(20), ...names(20, 'a')];
    expect(judge('contact', standing, first).arrivalsWait).toBe(false);
    const stays = [...standing, ...names(20, 'a').map((key) => stay(key, TODAY - 1))];
    const second = [...all.slice(40), ...names(20, 'a'), ...names(20, 'b')];
    expect(judge('contact', stays, second).arrivalsWait).toBe(true);
  });

  it('is new no longer when a person let it in', () => {
    const approved = { withdrawals: new Set<string>(), arrivals: new Set(renewed) };
    expect(judge('contact', standing, [...renewed, 'joiner'], { approved }).arrivalsWait).toBe(false);
  });
});
