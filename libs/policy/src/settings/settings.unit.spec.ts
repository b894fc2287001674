import { describe, expect, it } from '@jest/globals';
import type { Settings } from './settings.js';
import { coveredSettings, evolveSettings, initialSettings, NOTHING_COVERED } from './settings.js';

const RECORD = 'a'.repeat(32);
const PERSON = 'b'.repeat(32);
const because = { reason: 'The governors decided so.' };
const inPlace = (event: { type: string; data: unknown }, revision: number) => ({
  ...event,
  revision,
  metadata: { recordedAt: '2026-09-01T02:00:00.000Z' },
});
const given = (...events: { type: string; data: unknown }[]): Settings =>
  events.map(inPlace).reduce(evolveSettings, initialSettings);
const blocked = (type: string, keys: object) => ({ type, data: { ...keys, ...because } });

describe('settings', () => {
  it('begin strict: nothing chosen, blank undecided, orders count for the person', () => {
    expect(given()).toEqual({
      purchased: undefined,
      blankCourtOrder: 'undecided',
      courtOrderScope: 'person',
      categories: undefined,
      blocked: new Set(),
      holdLimits: undefined,
      holdWords: [],
    });
  });

  it('take the last purchase as a whole, in the order of the catalogue', () => {
    const purchase = (...addOns: string[]) => ({ type: 'AddOnsPurchased', data: { addOns, ...because } });
    expect(given(purchase('parent-portal'), purchase('mis-calendar', 'email-text')).purchased).toEqual([
      'email-text',
      'mis-calendar',
    ]);
    expect(given(purchase()).purchased).toEqual([]);
  });

  it('change of a court-order policy only what the event names', () => {
    const policy = (data: object) => ({ type: 'CourtOrderPolicySet', data: { ...data, ...because } });
    const [scope, blank] = [policy({ courtOrderScope: 'link' }), policy({ blankCourtOrder: 'no-order' })];
    const both = { courtOrderScope: 'link', blankCourtOrder: 'no-order' };
    expect(given(scope, blank)).toMatchObject(both);
    expect(given(blank, scope)).toMatchObject(both);
  });

  it('take the last choice of categories', () => {
    const choice = (...categories: string[]) => ({
      type: 'CalendarCategoriesSet',
      data: { categories, ...because },
    });
    expect(given(choice('Trips'), choice('Clubs')).categories).toEqual(['Clubs']);
  });

  it('block the record and the person that are named, until unblocked', () => {
    const both = blocked('PersonBlocked', { recordKey: RECORD, personKey: PERSON });
    expect(given(both).blocked).toEqual(new Set([RECORD, PERSON]));
    expect(given(both, blocked('PersonUnblocked', { recordKey: RECORD })).blocked).toEqual(new Set([PERSON]));
    expect(given(both, blocked('PersonUnblocked', { recordKey: RECORD, personKey: PERSON })).blocked).toEqual(
      new Set(),
    );
  });

  it('are untouched by what no rule asks about', () => {
    expect(given({ type: 'SyncRequested', data: because })).toBe(initialSettings);
  });

  it.each([
    ['a type', { type: 'ClassBlocked', metadata: {} }],
    ['a later version of one', { type: 'PersonBlocked', metadata: { schemaVersion: 2 } }],
  ])('refuse %s that a newer version of Gatehouse has: it may keep somebody out', (_, event) => {
    const recorded = { data: { recordKey: RECORD, ...because }, revision: 0, ...event };
    expect(() => evolveSettings(initialSettings, recorded)).toThrow(
      expect.objectContaining({
        code: 'SETTINGS_EVENT_UNREADABLE',
        message: expect.stringContaining(event.type),
      }),
    );
  });

  it('refuse what does not fit the schema, without repeating it', () => {
    const unreadable = blocked('PersonBlocked', { recordKey: 'Jane Doe' });
    expect(() => given(unreadable)).toThrow(
      expect.objectContaining({
        code: 'SETTINGS_EVENT_UNREADABLE',
        message: expect.not.stringContaining('Jane'),
      }),
    );
  });

  it('leave earlier states alone', () => {
    const before = given(blocked('PersonBlocked', { personKey: PERSON }));
    evolveSettings(before, inPlace(blocked('PersonUnblocked', { personKey: PERSON }), 1));
    expect(before.blocked).toEqual(new Set([PERSON]));
  });
});

const started = (settingsRevision: number) => ({
  type: 'SyncRunStarted',
  data: { basis: { settingsRevision } },
});
const completed = { type: 'SyncRunCompleted', data: { run: 0 } };
const connected = { type: 'SchoolConnected', data: {} };

describe('the settings that a run has covered', () => {
  it.each([
    ['none before the first run', [connected], -1],
    ['none by a run on no settings', [started(-1)], -1],
    ['those of the run that was started, ended or not', [connected, started(3)], 3],
    ['those of the last run', [started(0), completed, started(4), completed], 4],
    ['those before a run that does not say it', [started(2), { type: 'SyncRunStarted', data: {} }], 2],
    ['those of an earlier run that was started on later ones', [started(4), started(2)], 4],
  ])('are %s', (_, events, expected) => {
    expect(events.reduce(coveredSettings, NOTHING_COVERED)).toBe(expected);
  });
});
