import { describe, expect, it } from '@jest/globals';
import type { Hold, Kind } from '@gatehouse/schemas';
import type { SchoolServing, ServingEvent } from './school-serving.js';
import { evolveServing, withheld } from './school-serving.js';
import { DEFAULT_SUSPENSION_LIMITS as LIMITS, suspensionOfKind, suspensionOfSchool } from './suspension.js';

const FIRST = Date.parse('2026-09-01T08:00:00.000Z');
const on = (day: number) => new Date(FIRST + (day - 1) * 86_400_000);
const at = (day: number) => on(day).toISOString();

type What = [type: string, data?: { [field: string]: unknown }];
const connected: What = ['SchoolConnected', { schoolId: 'A1', name: 'A' }];
const listed: What = ['SchoolListed', { schoolId: 'A1' }];
const started = (...kinds: string[]): What => ['SyncRunStarted', { basis: { access: 'approved', kinds } }];
const completed = (run: number, ...read: string[]): What => [
  'SyncRunCompleted',
  { run, outcome: 'completed', read, addOns: { 'email-text': { state: 'ready', kinds: {} } } },
];
const failed = (run: number): What => ['SyncRunFailed', { run }];
const revoked: What = ['AccessRevoked', { schoolId: 'A1' }];
const goodbye: What = ['SyncRunStarted', { basis: { access: 'revoked', kinds: [] } }];
const gone = (run: number): What => [
  'SyncRunCompleted',
  { run, outcome: 'completed', read: [], addOns: { 'email-text': { state: 'blocked', kinds: {} } } },
];
const suspended = (why: string, kinds?: string[]): What => [
  'SchoolSuspended',
  { schoolId: 'A1', why, ...(kinds ? { kinds } : {}) },
];

/** The stream of a school, each event with the day on which it was recorded. */
const given = (...events: [day: number, ...what: What][]): SchoolServing =>
  events.reduce<SchoolServing>((school, [day, type, data = {}], revision) => {
    const event: ServingEvent = { type, data, revision, metadata: { recordedAt: at(day) } };
    return evolveServing(school, event);
  }, {});

describe('what is known of a school', () => {
  it.each<[string, [number, ...What][], SchoolServing]>([
    ['when it was listed, by its connection', [[1, ...connected]], { access: 'approved', listedAt: at(1) }],
    ['by a run that was started', [[1, ...started('student')]], { listedAt: at(1), awaitedAt: { student: at(1) } }], // prettier-ignore
    ['by being listed', [[1, ...listed], [2, ...listed]], { listedAt: at(2), lapse: { from: at(1), to: at(2), revision: 1 } }], // prettier-ignore
    ['not by a run that takes everything out', [[1, ...listed], [1, ...revoked], [3, ...goodbye]], { access: 'revoked', listedAt: at(1) }], // prettier-ignore
    ['not by how a run ended', [[1, ...started()], [1.5, ...failed(0)], [2, ...completed(0)]], { listedAt: at(1) }], // prettier-ignore
  ])('%s', (_, events, expected) => {
    expect(given(...events)).toEqual(expected);
  });

  it('says when each kind was last read whole, and since when others are waited for', () => {
    const school = given(
      [1, ...started('student', 'contact')],
      [1, ...completed(0, 'student')],
      [1.2, ...started('student', 'contact')],
      [1.2, ...completed(2, 'student')],
    );
    expect(school).toEqual({
      listedAt: at(1.2),
      readAt: { student: at(1.2) },
      awaitedAt: { contact: at(1) },
    });
  });

  it('takes the order of events for the order of things where a clock was wrong', () => {
    const school = given([400, ...listed], [2, ...listed]);
    expect(school).toEqual({ listedAt: at(2) });
  });

  it('passes over an event without a time that can be read', () => {
    const nameless = { type: 'SchoolListed', data: {}, revision: 3 };
    const before = given([1, ...listed]);
    expect(evolveServing(before, nameless)).toEqual(before);
    expect(evolveServing(before, { ...nameless, metadata: { recordedAt: 'soon' } })).toEqual(before);
  });

  it('leaves other fields alone', () => {
    const event = { type: 'SchoolListed', data: {}, revision: 0, metadata: { recordedAt: at(1) } };
    const school: SchoolServing & { id: string } = { id: 'A1' };
    expect(evolveServing(school, event)).toEqual({ id: 'A1', listedAt: at(1) });
  });

  it('is nothing once a run has taken everything out', () => {
    const known: [number, ...What][] = [[1, ...started('student')], [1, ...completed(0, 'student')]]; // prettier-ignore
    expect(given(...known, [2, ...revoked], [2, ...goodbye], [2, ...gone(3)])).toEqual({ access: 'revoked' });
  });
});

describe('a run without a ready add-on, or of a school that was revoked meanwhile', () => {
  it('does not make anybody forget when the school was listed', () => {
    const blocked = given([1, ...started('student')], [1, ...completed(0, 'student')], [1, ...started()], [1, ...gone(2)]); // prettier-ignore
    expect(blocked).toEqual({ listedAt: at(1), readAt: { student: at(1) } });
    const overtaken = given([1, ...started('student')], [1, ...revoked], [1, ...completed(0, 'student')]);
    expect(overtaken).toEqual({ access: 'revoked', listedAt: at(1), readAt: { student: at(1) } });
  });
});

describe('completed runs of versions that did not say what they read', () => {
  const account = (kinds: { [kind: string]: number }, state = 'ready') => ({
    state,
    kinds: Object.fromEntries(Object.entries(kinds).map(([kind, seen]) => [kind, { seen }])),
  });
  const readIn = (outcome: string, ...accounts: object[]) =>
    Object.keys(
      given([1, ...started()], [1, 'SyncRunCompleted', { run: 0, outcome, addOns: { ...accounts } }])
        .readAt ?? {},
    );

  it('read all that their ready add-ons took, if they completed', () => {
    expect(readIn('completed', account({ student: 3, group: 0 }), account({ event: 1 }, 'blocked'))).toEqual([
      'student',
      'group',
    ]);
  });

  it('read what they showed a record of, if they were partial', () => {
    expect(readIn('partial', account({ student: 3, contact: 0 }), account({ contact: 0 }))).toEqual([
      'student',
    ]);
  });
});

describe('a school that was not listed for nine days, and is again', () => {
  const before: [number, ...What][] = [[1, ...started('student')], [1, ...completed(0, 'student')]]; // prettier-ignore
  const isServed = (...events: [number, ...What][]) => {
    const school = given(...before, ...events);
    return suspensionOfSchool(school, on(events.at(-1)?.[0] ?? 1), LIMITS) === undefined;
  };

  it.each<[boolean, string, [number, ...What][]]>([
    [false, 'being listed is not enough', [[10, ...listed]]],
    [false, 'nor that a run was started', [[10, ...started('student')]]],
    [
      false,
      'nor that it failed',
      [
        [10, ...started('student')],
        [10, ...failed(2)],
      ],
    ],
    [true, 'a run that was started since has completed', [[10, ...started('student')], [10, ...completed(2, 'student')]]], // prettier-ignore
    [true, 'or one that was started later', [[10, ...listed], [11, ...started('student')], [11, ...completed(3, 'student')]]], // prettier-ignore
    [
      false,
      'not one that was started before',
      [
        [10, ...listed],
        [10, ...completed(0, 'student')],
      ],
    ],
    [false, 'it stays so while it is listed and no run completes', [[10, ...listed], [11, ...listed], [12, ...listed], [40, ...listed]]], // prettier-ignore
    [
      false,
      'recorded or not',
      [
        [9, ...suspended('unlisted')],
        [10, ...started('student')],
      ],
    ],
    [true, 'recorded, and read', [[9, ...suspended('unlisted')], [10, ...started('student')], [10, ...completed(3, 'student')]]], // prettier-ignore
  ])('is served: %s: %s', (expected, _, events) => {
    expect(isServed(...events)).toBe(expected);
  });

  it('is held back under a limit of nine days, and not under one of ten', () => {
    const school = given(...before, [10, ...listed], [11, ...listed]);
    expect(suspensionOfSchool(school, on(11), { ...LIMITS, unlistedDays: 9 })).toMatchObject({ last: at(1) });
    expect(suspensionOfSchool(school, on(11), { ...LIMITS, unlistedDays: 10 })).toBeUndefined();
  });
});

describe('what is recorded', () => {
  const before: [number, ...What][] = [[1, ...connected], [1, ...started('student', 'contact')], [1, ...completed(1, 'student', 'contact')]]; // prettier-ignore

  it('holds the school back until a run completes that was started since, and says since when', () => {
    const school = given(...before, [2, ...suspended('declined')], [3, ...suspended('pending')]);
    expect(school).toMatchObject({
      access: 'suspended',
      suspended: { since: at(2), why: 'pending', afterRun: 4 },
    });
    const running = given(
      ...before,
      [2, ...suspended('declined')],
      [2.1, ...started()],
      [2.2, ...completed(4)],
    );
    expect(running).toMatchObject({ access: 'approved' });
    expect(running).not.toHaveProperty('suspended');
  });

  it('is not ended by a run that was started before', () => {
    const school = given([1, ...started('student')], [1.1, ...suspended('declined')], [1.2, ...completed(0, 'student')]); // prettier-ignore
    expect(school).toMatchObject({ access: 'suspended', suspended: { why: 'declined' } });
  });

  it('of a kind says since when at first', () => {
    const school = given([2, ...suspended('unread', ['contact'])], [3, ...suspended('unread', ['contact', 'student'])]); // prettier-ignore
    expect(school.suspendedKinds).toEqual({ contact: at(2), student: at(3) });
  });

  it('approves no school that was revoked since', () => {
    const school = given([1, ...suspended('declined')], [1.1, ...started()], [1.2, ...revoked], [1.3, ...completed(1, 'student')]); // prettier-ignore
    expect(school).toMatchObject({ access: 'revoked' });
  });

  it('of a school that is then revoked holds it back until everything is taken out', () => {
    const school = given(...before, [2, ...suspended('declined')], [2.1, ...revoked], [2.1, ...goodbye]);
    expect(suspensionOfSchool(school, on(2.1), LIMITS)).toMatchObject({ why: 'declined' });
    expect(school).toMatchObject({ access: 'revoked' });
  });

  it('of a kind holds that kind alone back, until it is read', () => {
    const school = given(...before, [2, ...suspended('unread', ['contact'])]);
    expect(suspensionOfSchool(school, on(2), LIMITS)).toBeUndefined();
    expect(suspensionOfKind(school, 'contact', on(2), LIMITS)).toMatchObject({ since: at(2) });
    expect(suspensionOfKind(school, 'student', on(2), LIMITS)).toBeUndefined();
    const partly = given(
      ...before,
      [2, ...suspended('unread', ['contact'])],
      [2.1, ...started('student', 'contact')],
      [2.1, ...completed(4, 'student')],
    );
    expect(partly).toMatchObject({ suspendedKinds: { contact: at(2) } });
    const read = given(
      ...before,
      [2, ...suspended('unread', ['contact'])],
      [2.1, ...started('student', 'contact')],
      [2.1, ...completed(4, 'contact')],
    );
    expect(read).not.toHaveProperty('suspendedKinds');
  });
});

describe('a school that is held back since a store was restored', () => {
  const before: [number, ...What][] = [
    [1, ...connected],
    [1, ...started('student', 'contact')],
    [1, ...completed(1, 'student', 'contact')],
  ];
  const held = withheld(given(...before), 'restored', at(2), 2);
  const asked = { 'email-text': { state: 'ready', kinds: { student: {}, contact: {} } } };
  const ends = (school: SchoolServing, run: number, ...read: string[]): SchoolServing => {
    const data = { run, outcome: 'completed', read, addOns: asked };
    return evolveServing(school, {
      type: 'SyncRunCompleted',
      data,
      revision: 9,
      metadata: { recordedAt: at(3) },
    });
  };

  it('is served again by a run that was started later, and by no other', () => {
    expect(suspensionOfSchool(held, on(3), LIMITS)).toMatchObject({ why: 'restored', since: at(2) });
    const [earlier, later] = [ends(held, 1, 'student', 'contact'), ends(held, 3, 'student', 'contact')];
    expect(suspensionOfSchool(earlier, on(3), LIMITS)).toMatchObject({ why: 'restored' });
    expect(suspensionOfSchool(later, on(3), LIMITS)).toBeUndefined();
    expect(suspensionOfKind(later, 'contact', on(3), LIMITS)).toBeUndefined();
  });

  it('is not served with a kind that no run has read whole since', () => {
    const partly = ends(held, 3, 'student');
    expect(suspensionOfKind(partly, 'student', on(3), LIMITS)).toBeUndefined();
    expect(suspensionOfKind(partly, 'contact', on(3), LIMITS)).toEqual({ why: 'restored', since: at(3) });
    expect(suspensionOfKind(ends(partly, 5, 'contact'), 'contact', on(3), LIMITS)).toBeUndefined();
  });

  it.each(['keys-ahead', 'keys-behind'])(
    'is held back by the beginning of a run that found it so (%s), and freed by that run alone',
    (disagreement) => {
      const [type, data] = started('student', 'contact');
      const begun = given(...before, [2, type, { ...data, disagreement }]);
      expect(suspensionOfSchool(begun, on(3), LIMITS)).toMatchObject({ why: 'restored', since: at(2) });
      expect(suspensionOfSchool(ends(begun, 1, 'student', 'contact'), on(3), LIMITS)).toBeDefined();
      const later = ends(begun, 3, 'student');
      expect(suspensionOfSchool(later, on(3), LIMITS)).toBeUndefined();
      expect(suspensionOfKind(later, 'contact', on(3), LIMITS)).toEqual({ why: 'restored', since: at(3) });
    },
  );

  describe('by a run that decided not all', () => {
    const closed = { state: 'ready', kinds: { student: {}, contact: {}, class: {}, employee: {} } };
    const waiting: Hold = {
      since: at(3),
      withdrawals: 12,
      hidden: 0,
      hiddenFrom: at(33),
      arrivals: 0,
      answer: 'none',
    };
    const READ = ['student', 'contact', 'class', 'employee'] as const;
    const notServed = (account: object) => {
      const data = { run: 3, outcome: 'held', read: READ, addOns: { 'email-text': account } };
      const metadata = { recordedAt: at(3) };
      const school = evolveServing(held, { type: 'SyncRunCompleted', data, revision: 9, metadata });
      expect(suspensionOfSchool(school, on(3), LIMITS)).toBeUndefined();
      return READ.filter((kind) => suspensionOfKind(school, kind, on(3), LIMITS)?.why === 'restored');
    };
    const holding = (kind: Kind, hold: Partial<Hold> = {}) =>
      notServed({ ...closed, holds: { [kind]: { ...waiting, ...hold } } });

    it.each<[string, () => Kind[], Kind[]]>([
      ['all of it when nothing waits', () => notServed(closed), []],
      ['no kind of which somebody gone waits', () => holding('employee'), ['employee']],
      // Parents stand as long as their child does.
      ['nothing that follows from pupils who wait', () => holding('student'), ['student', 'contact']],
      ['what waits to come in', () => holding('employee', { withdrawals: 0, arrivals: 4 }), []],
      ['what readers do not see any more', () => holding('employee', { hidden: 12 }), []],
      ['what the school answered: they stay', () => holding('employee', { answer: 'discarded' }), []],
      ['no kind of which restrictions match nobody', () => holding('employee', { answer: 'restrictions-unmatched' }), ['employee']], // prettier-ignore
      ['what waited and ended by itself', () => holding('employee', { moot: true }), []],
      [
        'nothing of a ledger in which it was given up',
        () => notServed({ ...closed, givenUp: 'E' }),
        [...READ],
      ],
    ])('serves %s', (_, found, kinds) => expect(found()).toEqual(kinds));
  });

  it('stays so when the school is suspended meanwhile, for whatever else', () => {
    const data = { schoolId: 'A1', why: 'declined' };
    const metadata = { recordedAt: at(2) };
    const both = (revision: number) =>
      evolveServing(held, { type: 'SchoolSuspended', data, revision, metadata });
    // One that is read again, of before the store was restored, and one from since then.
    expect(both(1).suspended).toEqual(held.suspended);
    expect(both(5).suspended).toEqual({ ...held.suspended, afterRun: 5 });
    expect(suspensionOfKind(ends(both(5), 6, 'student'), 'contact', on(3), LIMITS)).toMatchObject({
      why: 'restored',
    });
  });

  it('stays so by an erasure from before the store was restored, which is read again', () => {
    const erasure = (school: SchoolServing, run: number) =>
      evolveServing(
        { ...school, access: 'revoked' },
        {
          type: 'SyncRunCompleted',
          data: { run, outcome: 'completed', addOns: {} },
          revision: 9,
          metadata: { recordedAt: at(3) },
        },
      );
    expect(erasure(held, 1).suspended).toEqual(held.suspended);
    expect(erasure(held, 3)).not.toHaveProperty('suspended');
  });

  it('stays revoked where it is', () => {
    expect(withheld({ access: 'revoked' }, 'restored', at(2), 2).access).toBe('revoked');
  });
});
