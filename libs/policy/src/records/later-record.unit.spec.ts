import { describe, expect, it } from '@jest/globals';
import type { EmployeeRecord, EventRecord, RosterRecord, RuleInput, StudentRecord } from '@gatehouse/schemas';
import { laterRecord } from './later-record.js';

const student: StudentRecord = { kind: 'student', fields: { surname: 'Lee' } };
const employee = (current: RuleInput): EmployeeRecord => ({ kind: 'employee', fields: {}, current });
const event: EventRecord = { kind: 'event', fields: { name: 'Fair' }, visibility: 'public' };
const roster: RosterRecord = { kind: 'class', fields: {}, students: ['a'], employees: [] };

describe('a record that two pages show differently', () => {
  it('has the later fields and members', () => {
    const later = { ...student, fields: { surname: 'Ng' } };
    expect(laterRecord(student, later)).toEqual(later);
    expect(laterRecord(roster, { ...roster, students: ['b'] })).toEqual({ ...roster, students: ['b'] });
  });

  it.each<[RuleInput, RuleInput]>([
    ['true', 'false'],
    ['true', 'unreadable'],
    ['true', 'absent'],
    ['null', 'false'],
    ['unreadable', 'false'],
  ])('of %s and %s keeps what restricts more, whichever came first', (weaker, stronger) => {
    expect(laterRecord(employee(weaker), employee(stronger))).toEqual(employee(stronger));
    expect(laterRecord(employee(stronger), employee(weaker))).toEqual(employee(stronger));
  });

  it('is as unreadable, conflicting, private or cancelled as either of the two', () => {
    expect(laterRecord({ ...student, personUnreadable: true }, student)).toEqual({
      ...student,
      personUnreadable: true,
    });
    expect(laterRecord({ ...student, conflicting: true }, student)).toEqual({
      ...student,
      conflicting: true,
    });
    const marked: EventRecord = { ...event, visibility: 'not-public', cancelled: true };
    expect(laterRecord(marked, event)).toEqual(marked);
    expect(laterRecord(event, marked)).toEqual(marked);
    expect(laterRecord({ ...roster, membersUnreadable: true }, roster)).toEqual({
      ...roster,
      membersUnreadable: true,
    });
  });
});
