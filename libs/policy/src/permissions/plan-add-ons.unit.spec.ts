import { describe, expect, it } from '@jest/globals';
import { ADD_ONS, PERMISSIONS } from '@gatehouse/schemas';
import { planAddOns } from './plan-add-ons.js';

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
