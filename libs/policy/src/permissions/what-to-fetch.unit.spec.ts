import { describe, expect, it } from '@jest/globals';
import type { AddOn } from '@gatehouse/schemas';
import { ADD_ONS, KINDS, PERMISSIONS } from '@gatehouse/schemas';
import { planAddOns } from './plan-add-ons.js';
import { includesFor, kindsToRead, resourceOf } from './what-to-fetch.js';

const all = PERMISSIONS.map(({ label }) => label);
const plans = (purchased: AddOn[], ...withheld: string[]) =>
  planAddOns({ approved: all.filter((label) => !withheld.includes(label)), purchased });

describe('what a run asks Wonde for', () => {
  it('every kind, when every add-on is ready', () => {
    expect(kindsToRead(plans(['email-text', 'mis-calendar']))).toEqual([...KINDS]);
  });

  it('only the kinds of ready add-ons', () => {
    expect(kindsToRead(plans(['mis-calendar']))).toEqual(['event']);
    expect(kindsToRead(plans(['email-text'], 'Employees email'))).toEqual([
      'student',
      'contact',
      'class',
      'group',
    ]);
    expect(kindsToRead(plans(['email-text'], 'Students surname'))).toEqual([]);
  });

  it('contacts never without students, even if only contacts were granted', () => {
    const only = plans([]);
    only['parent-portal'] = { state: 'ready', missing: [], features: ['check-your-details'] };
    expect(kindsToRead(only)).toEqual(['student', 'contact']);
  });

  it('contacts with their students, because links stand there', () => {
    expect(resourceOf('contact')).toBe('students');
    for (const kind of ['student', 'contact'] as const) {
      expect(includesFor(kind, plans(['email-text'])).include).toEqual([
        'contacts',
        'contacts.contact_details',
      ]);
    }
  });

  it('staff with employment details, for the rule, and contact details only where they are granted', () => {
    expect(includesFor('employee', plans(['email-text'])).include).toEqual([
      'contact_details',
      'employment_details',
    ]);
    expect(includesFor('employee', plans(['parent-portal'])).include).toEqual(['employment_details']);
  });

  it('members of classes and groups only of kinds that are read', () => {
    for (const kind of ['class', 'group'] as const) {
      expect(includesFor(kind, plans(['email-text'])).include).toEqual(['employees', 'students']);
      expect(includesFor(kind, plans(['email-text'], 'Employees current')).include).toEqual(['students']);
    }
  });

  it('subjects only for Classes subject', () => {
    expect(includesFor('class', plans(['parents-evening'])).include).toEqual([
      'employees',
      'students',
      'subject',
    ]);
    expect(includesFor('group', plans(['parents-evening'])).include).toEqual(['employees', 'students']);
  });

  it('nothing with a kind that no add-on takes', () => {
    for (const kind of KINDS) expect(includesFor(kind, plans(['mis-calendar'])).include).toEqual([]);
  });
});

describe('what a run can do without', () => {
  it.each<[string, Parameters<typeof includesFor>[0], AddOn[], string[]]>([
    ['the subject, of which a class names the id', 'class', ['parents-evening'], ['subject']],
    ['the subject, whoever else takes classes', 'class', ['email-text', 'parents-evening'], ['subject']],
    [
      'details of staff, which every add-on has as an option',
      'employee',
      ['email-text'],
      ['contact_details'],
    ],
    ['details of staff', 'employee', ['email-text', 'parent-portal'], ['contact_details']],
    ['no members', 'group', ['email-text'], []],
    ['neither contacts, nor what is required of them', 'contact', ['email-text'], []],
    ['nor with students', 'student', ['email-text', 'parent-portal', 'parents-evening'], []],
    ['not the rule about staff', 'employee', ['parent-portal'], []],
    ['nothing of events', 'event', ['mis-calendar'], []],
  ])('%s', (_name, kind, purchased, includes) => {
    expect(includesFor(kind, plans(purchased)).mayLeaveOut).toEqual(includes);
  });

  it('is never an include that brings a rule input, a link or members, whatever is approved', () => {
    const needed = ['contacts', 'employment_details', 'students', 'employees'];
    for (const withheld of ['', ...all]) {
      for (const kind of KINDS) {
        const { include, mayLeaveOut } = includesFor(kind, plans([...ADD_ONS], withheld));
        expect(mayLeaveOut.filter((one) => needed.includes(one))).toEqual([]);
        expect(include).toEqual(expect.arrayContaining(mayLeaveOut));
      }
    }
  });
});
