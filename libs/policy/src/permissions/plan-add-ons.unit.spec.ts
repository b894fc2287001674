import { describe, expect, it } from '@jest/globals';
import { ADD_ONS, PERMISSIONS } from '@gatehouse/schemas';
import { approvedLabels, planAddOns } from './plan-add-ons.js';

const row = (name: string, approved = true) => ({ name, approved });

describe('the approved permissions', () => {
  it('are those of the catalogue, sorted, each once', () => {
    const all = [...new Set(PERMISSIONS.map(({ label }) => label))];
    const rows = [...all].reverse().map((label) => row(`${label} read`));
    expect(approvedLabels(rows)).toEqual(all.sort());
  });

  it.each(['Contacts email read', 'Contacts email', ' contacts  EMAIL\tRead ', 'Contacts\u00a0email read'])(
    'know "%s" as Contacts email',
    (name) => expect(approvedLabels([row(name)])).toEqual(['Contacts email']),
  );

  it.each([
    'Contacts emails read',
    'Contacts emailread',
    'Contacts email write',
    'Contacts email read read',
    '',
  ])('do not know "%s"', (name) => expect(approvedLabels([row(name)])).toEqual([]));

  it('leave out what the school did not approve', () => {
    expect(approvedLabels([row('Contacts email read', false), row('Contacts title read')])).toEqual([
      'Contacts title',
    ]);
  });

  it.each([
    [true, false],
    [false, true],
  ])('count a label of several rows only if all are approved (%s, %s)', (first, second) => {
    expect(approvedLabels([row('Contacts email read', first), row('contacts email READ', second)])).toEqual(
      [],
    );
  });

  it('never cover the children of a parent', () => {
    expect(approvedLabels([row('Contacts details read'), row('Contacts read')])).toEqual([
      'Contacts details',
    ]);
  });
});

const all = PERMISSIONS.map(({ label }) => label);
const without = (...labels: string[]) => all.filter((label) => !labels.includes(label));
const plan = (approved: string[]) => planAddOns({ approved, purchased: undefined });

describe('where an add-on stands', () => {
  it('ready, all features on, when everything is approved and no purchase is recorded', () => {
    expect(plan(all)).toEqual({
      'email-text': { state: 'ready', missing: [], features: ['core', 'staff-messaging'] },
      'parent-portal': { state: 'ready', missing: [], features: ['core', 'check-your-details'] },
      'parents-evening': { state: 'ready', missing: [], features: ['core', 'staff-schedules'] },
      'mis-calendar': { state: 'ready', missing: [], features: ['core'] },
    });
  });

  it('blocked, without any feature, when a required permission is missing', () => {
    const plans = plan(without('Students surname', 'Classes subject', 'Students legal forename'));
    // In the order of the table, where legal names come after the others.
    const missing = ['Students surname', 'Students legal forename'];
    expect(plans['email-text']).toEqual({ state: 'blocked', missing, features: [] });
    expect(plans['parents-evening'].missing).toEqual(['Classes subject', ...missing]);
    expect(plans['mis-calendar'].state).toBe('ready');
  });

  it('ready, but without the feature, when an optional permission is missing', () => {
    const plans = plan(without('Employees telephone'));
    expect(plans['email-text']).toEqual({ state: 'ready', missing: [], features: ['core'] });
    expect(plans['parents-evening'].features).toContain('staff-schedules');
  });

  it('rule inputs are required like any other', () => {
    expect(plan(without('Contacts court order'))['email-text'].missing).toEqual(['Contacts court order']);
  });

  it('not purchased, and without any feature, when the recorded purchases leave it out', () => {
    const plans = planAddOns({ approved: all, purchased: ['mis-calendar'] });
    expect(ADD_ONS.map((addOn) => plans[addOn].state)).toEqual([
      'not-purchased',
      'not-purchased',
      'not-purchased',
      'ready',
    ]);
    expect(plans['email-text'].features).toEqual([]);
  });
});
