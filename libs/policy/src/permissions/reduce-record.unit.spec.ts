import { describe, expect, it } from '@jest/globals';
import type { ContactRecord, EmployeeRecord, RosterRecord } from '@gatehouse/contracts';
import { reduceRecord } from './reduce-record.js';

const contact: ContactRecord = {
  kind: 'contact',
  fields: { forename: ' Zoë ', emails: { email: 'a@x.example; b@x.example', home: null }, gender: 'FEMALE' },
  links: [{ child: 'A', parentalResponsibility: 'true', courtOrder: 'null', priority: 1 }],
  personUnreadable: true,
  conflicting: true,
};

describe('a record for one add-on', () => {
  it('holds the granted fields, exactly as delivered, and what the rules need', () => {
    expect(reduceRecord(contact, ['emails', 'forename', 'priority', 'phones'])).toEqual({
      ...contact,
      fields: { forename: ' Zoë ', emails: { email: 'a@x.example; b@x.example', home: null } },
    });
  });

  it('holds of a granted field only what the table lists: no telephone comes in with the e-mail addresses', () => {
    const emails = { email: 'a@x.example', mobile: '07700 900001', carer: { surname: 'Lee' } };
    const roster: RosterRecord = {
      kind: 'class',
      fields: { name: 'Maths', subject: { data: { name: 'Maths', teacher: 'Ms Ng' } } },
      students: [],
      employees: [],
    };
    expect(reduceRecord({ ...contact, fields: { emails } }, ['emails', 'phones']).fields).toEqual({
      emails: { email: 'a@x.example' },
    });
    expect(reduceRecord(roster, ['name', 'subject']).fields).toEqual({
      name: 'Maths',
      subject: { data: { name: 'Maths' } },
    });
    expect(reduceRecord({ ...contact, fields: { emails: ['a@x.example'] } }, ['emails']).fields).toEqual({});
  });

  it('holds no order of contact unless granted', () => {
    expect(reduceRecord(contact, ['forename'])).toEqual({
      ...contact,
      fields: { forename: ' Zoë ' },
      links: [{ child: 'A', parentalResponsibility: 'true', courtOrder: 'null' }],
    });
  });

  it('keeps the rule input of an employee without any field', () => {
    const employee: EmployeeRecord = { kind: 'employee', fields: { surname: "O'Neill" }, current: 'false' };
    expect(reduceRecord(employee, [])).toEqual({ kind: 'employee', fields: {}, current: 'false' });
  });

  it('leaves the original alone', () => {
    const before = structuredClone(contact);
    reduceRecord(contact, []);
    expect(contact).toEqual(before);
  });
});
