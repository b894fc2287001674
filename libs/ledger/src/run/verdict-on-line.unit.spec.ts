import { describe, expect, it } from '@jest/globals';
import type { Basis, RememberedLink } from '@gatehouse/contracts';
import { ADD_ONS, forEachAddOn } from '@gatehouse/contracts';
import type { Settings } from '@gatehouse/policy';
import { initialSettings } from '@gatehouse/policy';
import type { LedgerState } from '../lines/ledger-state.js';
import { aState } from '../../testing/a-state.js';
import type { VerdictInput } from './verdict-on-line.js';
import { verdictOnLine } from './verdict-on-line.js';

const plan = { state: 'ready', missing: [], features: ['core'] } as const;
const basis = (change: Partial<Basis> = {}): Basis => ({
  access: 'approved',
  settingsRevision: 0,
  approved: [],
  addOns: forEachAddOn(() => ({ ...plan, missing: [], features: ['core'] })),
  kinds: [],
  ...change,
});

const GRANTS = { student: ['forename'], contact: ['forename', 'emails'], event: ['name'] };

function verdict(
  state: LedgerState,
  key: string,
  change: {
    basis?: Basis;
    settings?: Partial<Settings>;
    grants?: Partial<typeof GRANTS>;
    blocked?: string[];
    isOrderRuleNew?: boolean;
  } = {},
) {
  const input: VerdictInput = {
    addOn: 'parent-portal',
    isOrderRuleNew: change.isOrderRuleNew ?? true,
    basis: change.basis ?? basis(),
    grants: forEachAddOn(() => change.grants ?? GRANTS),
    settings: { ...initialSettings, ...change.settings },
    state,
    isBlocked: (recordKey, personKey) =>
      (change.blocked ?? []).some((b) => b === recordKey || b === personKey),
    categoryKey: (category) => `key of ${category}`,
  };
  const line = state.records.get(key);
  if (!line) throw new Error(`no line about ${key}`);
  return verdictOnLine(input, key, line);
}

const link = (child: string, courtOrder: RememberedLink['courtOrder'], kept?: true): RememberedLink => ({
  child,
  parentalResponsibility: 'true',
  courtOrder,
  ...(kept ? { kept } : {}),
});
const contact = (links: RememberedLink[] = [], more: { personKey?: string } = {}) =>
  ({
    kind: 'contact',
    key: 'c',
    outcome: 'imported',
    fields: ['emails', 'forename'],
    links,
    ...more,
  }) as const;

describe('holding a line against the basis of a run', () => {
  it('keeps what is still allowed', () => {
    expect(verdict(aState(contact()), 'c')).toEqual({ act: 'keep' });
  });

  it.each([
    ['access was revoked', { basis: basis({ access: 'revoked' }) }, 'ACCESS_REVOKED'],
    ['the add-on is not purchased', { basis: inState('not-purchased') }, 'ADD_ON_NOT_PURCHASED'],
    ['the add-on is blocked', { basis: inState('blocked') }, 'PERMISSION_WITHDRAWN'],
    ['the kind is no longer taken', { grants: { student: ['forename'] } }, 'PERMISSION_WITHDRAWN'],
  ] as const)('withdraws when %s', (_, change, reason) => {
    const input = change as Parameters<typeof verdict>[2];
    expect(verdict(aState(contact()), 'c', input)).toEqual({ act: 'withdraw', reason });
  });

  it('excludes a blocked person, by record or by person', () => {
    const state = aState(contact([], { personKey: 'p' }));
    for (const blocked of [['c'], ['p']]) {
      expect(verdict(state, 'c', { blocked })).toEqual({ act: 'exclude', reasons: ['PERSON_BLOCKED'] });
    }
  });

  it('takes away a field that is no longer granted', () => {
    const change = { grants: { contact: ['forename'] } };
    expect(verdict(aState(contact()), 'c', change)).toEqual({
      act: 'reduce',
      fields: ['forename'],
      withoutChildren: [],
    });
  });

  it('excludes when a blank court order no longer means none', () => {
    const state = aState(contact([link('s', 'null', true)]));
    expect(verdict(state, 'c', { settings: { blankCourtOrder: 'no-order' } })).toEqual({ act: 'keep' });
    expect(verdict(state, 'c')).toEqual({ act: 'exclude', reasons: ['COURT_ORDER_NOT_RECORDED'] });
  });

  it('lets an order on one link reach the whole person again when the school goes back from scope link', () => {
    const state = aState(contact([link('s2', 'true')]));
    expect(verdict(state, 'c', { settings: { courtOrderScope: 'link' } })).toEqual({ act: 'keep' });
    expect(verdict(state, 'c')).toEqual({ act: 'exclude', reasons: ['ACTIVE_COURT_ORDER'] });
  });

  it('in scope link drops only the kept links that no longer pass', () => {
    const state = aState(contact([link('s1', 'null', true), link('s2', 'true')]));
    const settings = { courtOrderScope: 'link', blankCourtOrder: 'undecided' } as const;
    expect(verdict(state, 'c', { settings })).toMatchObject({ act: 'reduce', withoutChildren: ['s1'] });
  });

  it('counts an order on another contact of the person, until that contact or its child has left', () => {
    const other = (outcome: 'excluded' | 'withdrawn', child: 'excluded' | 'withdrawn') =>
      aState(
        { kind: 'student', key: 's', outcome: child },
        { ...contact([link('s', 'true')], { personKey: 'p' }), key: 'c2', outcome },
        contact([], { personKey: 'p' }),
      );
    expect(verdict(other('excluded', 'excluded'), 'c')).toMatchObject({ reasons: ['ACTIVE_COURT_ORDER'] });
    expect(verdict(other('withdrawn', 'excluded'), 'c')).toEqual({ act: 'keep' });
    expect(verdict(other('excluded', 'withdrawn'), 'c')).toEqual({ act: 'keep' });
  });

  it('excludes an event whose category is no longer chosen, with or without one', () => {
    const event = (categoryKey?: string) =>
      aState({
        kind: 'event',
        key: 'e',
        outcome: 'imported',
        fields: ['name'],
        ...(categoryKey ? { categoryKey } : {}),
      });
    const settings = { categories: ['Sport'] };
    expect(verdict(event('key of Sport'), 'e', { settings })).toEqual({ act: 'keep' });
    for (const state of [event('key of Trips'), event()]) {
      expect(verdict(state, 'e', { settings })).toEqual({
        act: 'exclude',
        reasons: ['EVENT_CATEGORY_NOT_CHOSEN'],
      });
    }
  });
});

function inState(state: 'blocked' | 'not-purchased'): Basis {
  return basis({
    addOns: Object.fromEntries(ADD_ONS.map((a) => [a, { ...plan, state }])) as unknown as Basis['addOns'],
  });
}
