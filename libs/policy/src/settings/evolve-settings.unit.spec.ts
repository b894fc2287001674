import { describe, expect, it } from '@jest/globals';
import { evolveSettings } from './evolve-settings.js';
import type { Settings } from './settings.js';
import { initialSettings } from './settings.js';

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
