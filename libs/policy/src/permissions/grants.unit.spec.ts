import { describe, expect, it } from '@jest/globals';
import { ADD_ONS, PERMISSIONS } from '@gatehouse/schemas';
import { activePaths, grantsOf } from './grants.js';
import { planAddOns } from './plan-add-ons.js';

const plans = planAddOns({ approved: PERMISSIONS.map(({ label }) => label), purchased: undefined });

it.each(ADD_ONS)('every row of %s reaches a kind of record: none is dropped unnoticed', (addOn) => {
  const paths = activePaths(addOn, plans);
  expect(paths.map(({ path }) => path.label)).toEqual(
    PERMISSIONS.filter((row) => row.addOn === addOn).map(({ label }) => label),
  );
  expect(paths.filter(({ kinds }) => kinds.length === 0)).toEqual([]);
});

const all = PERMISSIONS.map(({ label }) => label);
const grants = (...withheld: string[]) =>
  grantsOf(planAddOns({ approved: all.filter((label) => !withheld.includes(label)), purchased: undefined }));

const NAMES = ['forename', 'legal_forename', 'legal_surname', 'surname'];
const TITLED = [...NAMES, 'title'];

describe('what an add-on may have', () => {
  it('email-text, with messages to staff', () => {
    expect(grants()['email-text']).toEqual({
      student: NAMES,
      contact: ['addresses', 'emails', 'phones', 'priority', 'salutation', ...TITLED].sort(),
      employee: ['emails', 'phones', 'salutation', ...TITLED].sort(),
      class: ['name'],
      group: ['description', 'name', 'type'],
    });
  });

  it('email-text, without the optional feature: no employees at all', () => {
    expect(grants('Employees email')['email-text'].employee).toBeUndefined();
  });

  it('parent-portal, whose optional feature adds fields to contacts', () => {
    const core = ['emails', 'priority', 'salutation', ...TITLED].sort();
    expect(grants()['parent-portal'].contact).toEqual(['addresses', 'phones', ...core].sort());
    expect(grants('Contacts address')['parent-portal'].contact).toEqual(core);
    expect(grants()['parent-portal'].employee).toEqual(TITLED);
  });

  it('parents-evening, with subjects', () => {
    expect(grants()['parents-evening'].class).toEqual(['name', 'subject']);
  });

  it('mis-calendar, under every name that the source may use', () => {
    expect(grants()['mis-calendar']).toEqual({
      event: ['all_day', 'description', 'end', 'end_at', 'location', 'name', 'start', 'start_at', 'title'],
    });
  });

  it('nothing, when blocked', () => {
    expect(grants('Students surname')['email-text']).toEqual({});
  });

  it('never a rule input', () => {
    const fields = Object.values(grants()).flatMap((kinds) => Object.values(kinds).flat());
    expect(fields).not.toContain('court_order');
    expect(fields).not.toContain('parental_responsibility');
    expect(fields).not.toContain('current');
  });

  it('nothing unless ready, whatever features its plan names', () => {
    const plans = planAddOns({ approved: all, purchased: undefined });
    plans['mis-calendar'].state = 'blocked';
    expect(grantsOf(plans)['mis-calendar']).toEqual({});
  });
});
